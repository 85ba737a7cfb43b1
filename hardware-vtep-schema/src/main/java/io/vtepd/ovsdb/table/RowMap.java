package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Rows by UUID, immutable: {@link #with} and {@link #without} give a new map that shares all but
 * the path to the changed row. Many changes at once are cheaper by an {@link Editor}.
 *
 * <p>A trie over the bits of the UUID, low half first (random bits, so it stays shallow; different
 * UUIDs differ somewhere in 128 bits, so there are no collisions).
 */
public final class RowMap {

  /** A map's parts; a row is in the one that its UUID tells. */
  public static final int WAYS = 1 << RowTrieNode.BITS_A_LEVEL;

  private static final RowMap EMPTY = new RowMap(RowTrieNode.EMPTY, 0);

  private final RowTrieNode root;
  private final int size;

  private RowMap(RowTrieNode root, int size) {
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
    return Optional.ofNullable(root.find(uuid));
  }

  public boolean contains(Uuid uuid) {
    return root.find(uuid) != null;
  }

  /** This map with that row, in place of the one with its UUID if there is one. */
  public RowMap with(Row row) {
    RowTrieNode.Edit edit = new RowTrieNode.Edit(null);
    return changed(root.with(row, 0, edit), edit);
  }

  /** This map without the row of that UUID. */
  public RowMap without(Uuid uuid) {
    RowTrieNode.Edit edit = new RowTrieNode.Edit(null);
    return changed(root.without(uuid, 0, edit), edit);
  }

  private RowMap changed(RowTrieNode after, RowTrieNode.Edit edit) {
    return after == root ? this : new RowMap(after, size + edit.growth());
  }

  /** Begins many changes; this map stays as it is. */
  public Editor edit() {
    return new Editor(this);
  }

  /** Visits every row, in an order that depends on nothing but the UUIDs. */
  public void forEach(Consumer<Row> visitor) {
    root.forEach(visitor);
  }

  /** Visits rows as long as the visitor asks for another one. */
  public void forEachWhile(Predicate<Row> visitor) {
    root.forEachWhile(visitor);
  }

  /**
   * What gives another row for each.
   *
   * @param <E> why it may refuse
   */
  @FunctionalInterface
  public interface RowChanger<E extends Exception> {

    /** A row of the same UUID. */
    Row change(Row row) throws E;
  }

  /** A map with another row in place of each: at the cost of the rows, for the UUIDs stay. */
  public <E extends Exception> RowMap map(RowChanger<E> changer) throws E {
    return isEmpty() ? this : new RowMap(root.map(changer), size);
  }

  /** In which part of a map that row is, from 0 to {@link #WAYS} - 1. */
  public static int way(Row row) {
    return (int) row.uuidLow() & (WAYS - 1);
  }

  /** Visits the rows of one part. */
  public void forEachOfWay(int way, Consumer<Row> visitor) {
    root.forEachOfWay(way, visitor);
  }

  /**
   * Makes a map from another one by many changes: what it has copied once it changes in place. Not
   * for more than one thread.
   */
  public static final class Editor {

    private RowMap base;
    private RowTrieNode root;
    private RowTrieNode.Edit edit;

    private Editor(RowMap base) {
      begin(base);
    }

    private void begin(RowMap map) {
      base = map;
      root = map.root;
      edit = new RowTrieNode.Edit(new RowTrieNode.Mark());
    }

    /** The row of that UUID. */
    Optional<Row> get(Uuid uuid) {
      return Optional.ofNullable(root.find(uuid));
    }

    /** Adds a row, in place of the one with its UUID if there is one. */
    public void put(Row row) {
      root = root.with(row, 0, edit);
    }

    /** Removes the row of that UUID if there is one. */
    public void remove(Uuid uuid) {
      root = root.without(uuid, 0, edit);
    }

    /** The map with all changes up to now; later ones do not change it. */
    public RowMap toMap() {
      if (root != base.root) {
        begin(new RowMap(root, base.size + edit.growth()));
      }
      return base;
    }
  }
}
