package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rows by UUID, immutable: {@link #with} and {@link #without} give a new map that shares all but
 * the path to the changed row.
 *
 * <p>A trie of 32-way nodes over the bits of the UUID, low half first (random bits, so it stays
 * shallow; different UUIDs differ somewhere in 128 bits, so there are no collisions). A node holds
 * rows and children in one array, told apart by two bit maps.
 */
public final class RowMap {

  private static final RowMap EMPTY = new RowMap(new Node(0, 0, new Object[0]), 0);
  private static final int BITS_A_LEVEL = 5;
  private static final int UUID_BITS = 128;

  private final Node root;
  private final int size;

  private RowMap(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /** The map without rows. */
  public static RowMap empty() {
    return EMPTY;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The row of that UUID. */
  public Optional<Row> get(Uuid uuid) {
    Node node = root;
    for (int shift = 0; ; shift += BITS_A_LEVEL) {
      int bit = bit(uuid, shift);
      if ((node.rowBits & bit) != 0) {
        Row row = node.row(bit);
        return row.uuid().equals(uuid) ? Optional.of(row) : Optional.empty();
      }
      if ((node.nodeBits & bit) == 0) {
        return Optional.empty();
      }
      node = node.child(bit);
    }
  }

  public boolean contains(Uuid uuid) {
    return get(uuid).isPresent();
  }

  /** This map with that row, in place of the one with its UUID if there is one. */
  public RowMap with(Row row) {
    boolean replaces = contains(row.uuid());
    return new RowMap(root.with(row, 0), replaces ? size : size + 1);
  }

  /** This map without the row of that UUID. */
  public RowMap without(Uuid uuid) {
    return contains(uuid) ? new RowMap(root.without(uuid, 0), size - 1) : this;
  }

  /** Visits every row, in an order that depends on nothing but the UUIDs. */
  public void forEach(Consumer<Row> visitor) {
    root.forEach(visitor);
  }

  private static int bit(Uuid uuid, int shift) {
    if (shift >= UUID_BITS) {
      throw new IllegalStateException("trie is deeper than a UUID");
    }
    long bits;
    if (shift < Long.SIZE) {
      bits = uuid.low() >>> shift;
      if (shift > Long.SIZE - BITS_A_LEVEL) {
        bits |= uuid.high() << (Long.SIZE - shift);
      }
    } else {
      bits = uuid.high() >>> (shift - Long.SIZE);
    }
    return 1 << (bits & 31);
  }

  /** Slots are rows in order of their bits, then children in order of theirs. */
  private static final class Node {
    private final int rowBits;
    private final int nodeBits;
    private final Object[] slots;

    Node(int rowBits, int nodeBits, Object[] slots) {
      this.rowBits = rowBits;
      this.nodeBits = nodeBits;
      this.slots = slots;
    }

    private int rowAt(int bit) {
      return Integer.bitCount(rowBits & (bit - 1));
    }

    private int childAt(int bit) {
      return Integer.bitCount(rowBits) + Integer.bitCount(nodeBits & (bit - 1));
    }

    Row row(int bit) {
      return (Row) slots[rowAt(bit)];
    }

    Node child(int bit) {
      return (Node) slots[childAt(bit)];
    }

    Node with(Row row, int shift) {
      int bit = bit(row.uuid(), shift);
      if ((rowBits & bit) != 0) {
        Row present = row(bit);
        if (present.uuid().equals(row.uuid())) {
          return replace(rowAt(bit), row);
        }
        Node pair = new Node(0, 0, new Object[0]);
        pair = pair.with(present, shift + BITS_A_LEVEL).with(row, shift + BITS_A_LEVEL);
        Node rest = new Node(rowBits & ~bit, nodeBits, remove(slots, rowAt(bit)));
        return rest.insertChild(bit, pair);
      }
      if ((nodeBits & bit) != 0) {
        return replace(childAt(bit), child(bit).with(row, shift + BITS_A_LEVEL));
      }
      return new Node(rowBits | bit, nodeBits, insert(slots, rowAt(bit), row));
    }

    /** The row must be here. */
    Node without(Uuid uuid, int shift) {
      int bit = bit(uuid, shift);
      if ((rowBits & bit) != 0) {
        return new Node(rowBits & ~bit, nodeBits, remove(slots, rowAt(bit)));
      }
      Node child = child(bit).without(uuid, shift + BITS_A_LEVEL);
      if (child.nodeBits == 0 && child.slots.length == 1) {
        // A lone row moves up, so that equal contents have one shape.
        Node rest = new Node(rowBits, nodeBits & ~bit, remove(slots, childAt(bit)));
        return new Node(
            rowBits | bit, rest.nodeBits, insert(rest.slots, rest.rowAt(bit), child.slots[0]));
      }
      return replace(childAt(bit), child);
    }

    private Node insertChild(int bit, Node child) {
      return new Node(rowBits, nodeBits | bit, insert(slots, childAt(bit), child));
    }

    private Node replace(int at, Object slot) {
      Object[] changed = slots.clone();
      changed[at] = slot;
      return new Node(rowBits, nodeBits, changed);
    }

    void forEach(Consumer<Row> visitor) {
      for (Object slot : slots) {
        if (slot instanceof Node child) {
          child.forEach(visitor);
        } else {
          visitor.accept((Row) slot);
        }
      }
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
  }
}
