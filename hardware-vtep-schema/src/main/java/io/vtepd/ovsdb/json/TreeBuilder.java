package io.vtepd.ovsdb.json;

import java.util.Arrays;
import java.util.List;

/**
 * Puts values together to arrays and objects. What is not closed yet lies on one stack, so that
 * each array and each object is made once, in its size.
 */
final class TreeBuilder {

  private static final int FEWEST_SLOTS = 64;

  /** More space than this is given back after a value. */
  private static final int KEPT_SLOTS = 8 << 10;

  private static final Json.Arr EMPTY_ARRAY = Json.array();
  private static final Json.Obj EMPTY_OBJECT = Json.emptyObject();

  /** Values; those of objects with their names before them. */
  private Object[] stack = new Object[FEWEST_SLOTS];

  private int size;

  /** Where each open container begins on the stack; the complement of that for arrays. */
  private int[] starts = new int[FEWEST_SLOTS];

  private int depth;

  /** Whether no container is open. */
  boolean isEmpty() {
    return depth == 0;
  }

  /** The number of open containers. */
  int depth() {
    return depth;
  }

  /** Whether the innermost open container is an object. */
  boolean isInObject() {
    return starts[depth - 1] >= 0;
  }

  void begin(boolean object) {
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, 2 * depth);
    }
    starts[depth++] = object ? size : ~size;
  }

  /**
   * Adds a value to the open array, or a name and its value, one after the other, to the object.
   */
  void add(Object nameOrValue) {
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, 2 * size);
    }
    stack[size++] = nameOrValue;
  }

  Json endArray() {
    int start = ~starts[--depth];
    Json.Arr array =
        switch (size - start) {
          case 0 -> EMPTY_ARRAY;
          case 1 -> new Json.Arr(List.of((Json) stack[start]));
          case 2 -> new Json.Arr(List.of((Json) stack[start], (Json) stack[start + 1]));
          default -> new Json.Arr(List.of(Arrays.copyOfRange(stack, start, size, Json[].class)));
        };
    pop(start);
    return array;
  }

  Json endObject() {
    int start = starts[--depth];
    Json.Obj object = size == start ? EMPTY_OBJECT : new Json.Obj(MemberMap.of(stack, start, size));
    pop(start);
    return object;
  }

  private void pop(int start) {
    if (start == 0 && stack.length > KEPT_SLOTS) {
      stack = new Object[FEWEST_SLOTS];
    } else {
      Arrays.fill(stack, start, size, null);
    }
    size = start;
  }
}
