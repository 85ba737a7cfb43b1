package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A node of the trie behind {@link RowMap}: 32 ways over five bits of the UUID, low half first.
 * Slots are rows in order of their bits, then children in order of theirs; two bit maps tell which
 * ways there are.
 *
 * <p>A change gives another node, but for nodes that the same edit has made: nobody else has seen
 * these, and they are changed in place.
 */
final class RowTrieNode {

  static final RowTrieNode EMPTY = new RowTrieNode(null, 0, 0, new Object[0]);

  static final int BITS_A_LEVEL = 5;
  private static final int UUID_BITS = 128;

  /** Stands in the nodes that one edit made. */
  static final class Mark {}

  /** Changes that belong together, and by how much they let the number of rows grow. */
  static final class Edit {
    private final Mark owner;
    private int growth;

    /**
     * @param owner marks the nodes that may be changed in place as long as the edit lasts; null if
     *     it ends with its first change
     */
    Edit(Mark owner) {
      this.owner = owner;
    }

    int growth() {
      return growth;
    }
  }

  private final Mark owner;
  private int rowBits;
  private int nodeBits;
  private Object[] slots;

  private RowTrieNode(Mark owner, int rowBits, int nodeBits, Object[] slots) {
    this.owner = owner;
    this.rowBits = rowBits;
    this.nodeBits = nodeBits;
    this.slots = slots;
  }

  /** The row of that UUID in the trie with this root; null if it is not there. */
  Row find(Uuid uuid) {
    RowTrieNode node = this;
    for (int shift = 0; ; shift += BITS_A_LEVEL) {
      int bit = bit(uuid.high(), uuid.low(), shift);
      if ((node.rowBits & bit) != 0) {
        Row row = node.row(bit);
        return row.isNamed(uuid) ? row : null;
      }
      if ((node.nodeBits & bit) == 0) {
        return null;
      }
      node = node.child(bit);
    }
  }

  void forEach(Consumer<Row> visitor) {
    for (Object slot : slots) {
      if (slot instanceof RowTrieNode child) {
        child.forEach(visitor);
      } else {
        visitor.accept((Row) slot);
      }
    }
  }

  /** Whether all rows were visited. */
  boolean forEachWhile(Predicate<Row> visitor) {
    for (Object slot : slots) {
      boolean goOn =
          slot instanceof RowTrieNode child
              ? child.forEachWhile(visitor)
              : visitor.test((Row) slot);
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  void forEachOfWay(int way, Consumer<Row> visitor) {
    int bit = 1 << way;
    if ((rowBits & bit) != 0) {
      visitor.accept(row(bit));
    } else if ((nodeBits & bit) != 0) {
      child(bit).forEach(visitor);
    }
  }

  /** This node with another row of the same UUID in place of each. */
  <E extends Exception> RowTrieNode map(RowMap.RowChanger<E> changer) throws E {
    Object[] changed = new Object[slots.length];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] instanceof RowTrieNode child) {
        changed[i] = child.map(changer);
      } else {
        Row row = (Row) slots[i];
        Row other = changer.change(row);
        if (other.uuidLow() != row.uuidLow() || other.uuidHigh() != row.uuidHigh()) {
          throw new IllegalArgumentException(other + " does not have the UUID of " + row);
        }
        changed[i] = other;
      }
    }
    return new RowTrieNode(null, rowBits, nodeBits, changed);
  }

  /** This node with that row, in place of the one with its UUID if there is one. */
  RowTrieNode with(Row row, int shift, Edit edit) {
    int bit = bit(row, shift);
    if ((rowBits & bit) != 0) {
      Row present = row(bit);
      if (present.uuidLow() == row.uuidLow() && present.uuidHigh() == row.uuidHigh()) {
        return present == row ? this : replace(rowAt(bit), row, edit);
      }
      RowTrieNode pair = pair(present, row, shift + BITS_A_LEVEL, edit);
      edit.growth++;
      return become(
          rowBits & ~bit, nodeBits | bit, move(slots, rowAt(bit), childAt(bit) - 1, pair), edit);
    }
    if ((nodeBits & bit) != 0) {
      int at = childAt(bit);
      RowTrieNode child = (RowTrieNode) slots[at];
      RowTrieNode changed = child.with(row, shift + BITS_A_LEVEL, edit);
      return changed == child ? this : replace(at, changed, edit);
    }
    edit.growth++;
    return become(rowBits | bit, nodeBits, insert(slots, rowAt(bit), row), edit);
  }

  /** This node without the row of that UUID; itself if it is not here. */
  RowTrieNode without(Uuid uuid, int shift, Edit edit) {
    int bit = bit(uuid.high(), uuid.low(), shift);
    if ((rowBits & bit) != 0) {
      int at = rowAt(bit);
      if (!((Row) slots[at]).isNamed(uuid)) {
        return this;
      }
      edit.growth--;
      return become(rowBits & ~bit, nodeBits, remove(slots, at), edit);
    }
    if ((nodeBits & bit) == 0) {
      return this;
    }
    int at = childAt(bit);
    RowTrieNode child = (RowTrieNode) slots[at];
    RowTrieNode changed = child.without(uuid, shift + BITS_A_LEVEL, edit);
    if (changed.nodeBits == 0 && changed.slots.length == 1) {
      // A lone row moves up, so that equal contents have one shape.
      Object[] moved = move(slots, at, rowAt(bit), changed.slots[0]);
      return become(rowBits | bit, nodeBits & ~bit, moved, edit);
    }
    return changed == child ? this : replace(at, changed, edit);
  }

  private static RowTrieNode pair(Row left, Row right, int shift, Edit edit) {
    int leftBit = bit(left, shift);
    int rightBit = bit(right, shift);
    if (leftBit == rightBit) {
      RowTrieNode below = pair(left, right, shift + BITS_A_LEVEL, edit);
      return new RowTrieNode(edit.owner, 0, leftBit, new Object[] {below});
    }
    boolean inOrder = Integer.compareUnsigned(leftBit, rightBit) < 0;
    Object[] both = inOrder ? new Object[] {left, right} : new Object[] {right, left};
    return new RowTrieNode(edit.owner, leftBit | rightBit, 0, both);
  }

  private RowTrieNode become(int newRowBits, int newNodeBits, Object[] newSlots, Edit edit) {
    if (isOwn(edit)) {
      rowBits = newRowBits;
      nodeBits = newNodeBits;
      slots = newSlots;
      return this;
    }
    return new RowTrieNode(edit.owner, newRowBits, newNodeBits, newSlots);
  }

  private RowTrieNode replace(int at, Object slot, Edit edit) {
    if (isOwn(edit)) {
      slots[at] = slot;
      return this;
    }
    Object[] changed = slots.clone();
    changed[at] = slot;
    return new RowTrieNode(edit.owner, rowBits, nodeBits, changed);
  }

  private boolean isOwn(Edit edit) {
    return owner != null && owner == edit.owner;
  }

  private Row row(int bit) {
    return (Row) slots[rowAt(bit)];
  }

  private RowTrieNode child(int bit) {
    return (RowTrieNode) slots[childAt(bit)];
  }

  private int rowAt(int bit) {
    return Integer.bitCount(rowBits & (bit - 1));
  }

  private int childAt(int bit) {
    return Integer.bitCount(rowBits) + Integer.bitCount(nodeBits & (bit - 1));
  }

  private static int bit(Row row, int shift) {
    return bit(row.uuidHigh(), row.uuidLow(), shift);
  }

  private static int bit(long high, long low, int shift) {
    if (shift >= UUID_BITS) {
      throw new IllegalStateException("trie is deeper than a UUID");
    }
    long bits;
    if (shift < Long.SIZE) {
      bits = low >>> shift;
      if (shift > Long.SIZE - BITS_A_LEVEL) {
        bits |= high << (Long.SIZE - shift);
      }
    } else {
      bits = high >>> (shift - Long.SIZE);
    }
    return 1 << (bits & 31);
  }

  private static Object[] insert(Object[] slots, int at, Object slot) {
    Object[] longer = new Object[slots.length + 1];
    System.arraycopy(slots, 0, longer, 0, at);
    longer[at] = slot;
    System.arraycopy(slots, at, longer, at + 1, slots.length - at);
    return longer;
  }

  private static Object[] remove(Object[] slots, int at) {
    Object[] shorter = Arrays.copyOf(slots, slots.length - 1);
    System.arraycopy(slots, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }

  /** The slots without the one at {@code from}, and another one at {@code to} of what remains. */
  private static Object[] move(Object[] slots, int from, int to, Object slot) {
    Object[] moved = new Object[slots.length];
    if (from < to) {
      System.arraycopy(slots, 0, moved, 0, from);
      System.arraycopy(slots, from + 1, moved, from, to - from);
      System.arraycopy(slots, to + 1, moved, to + 1, slots.length - to - 1);
    } else {
      System.arraycopy(slots, 0, moved, 0, to);
      System.arraycopy(slots, to, moved, to + 1, from - to);
      System.arraycopy(slots, from + 1, moved, from + 1, slots.length - from - 1);
    }
    moved[to] = slot;
    return moved;
  }
}
