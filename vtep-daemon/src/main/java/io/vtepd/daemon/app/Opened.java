package io.vtepd.daemon.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in the reverse order. Any thread may add; nothing is added once it
 * closes.
 */
final class Opened {

  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

  private final Deque<Item> items = new ArrayDeque<>();
  private final VitalSigns vitals = new VitalSigns();
  private final Observed observed = new Observed();

  /** Closes something. */
  @FunctionalInterface
  interface Closing {
    void close() throws Exception;
  }

  private record Item(String name, Closing closing) {}

  synchronized void add(String name, Closing closing) {
    items.push(new Item(name, closing));
  }

  /** Where what was opened tells how it stands. */
  VitalSigns vitals() {
    return vitals;
  }

  /** What of it metrics and views look at. */
  Observed observed() {
    return observed;
  }

  /** Closes everything, whatever fails; whether nothing has failed. */
  boolean closeAll() {
    boolean well = true;
    for (Optional<Item> next = next(); next.isPresent(); next = next()) {
      Item item = next.get();
      try {
        item.closing().close();
      } catch (Exception e) {
        LOG.error("event=close-failed what={}", item.name(), e);
        well = false;
      }
    }
    return well;
  }

  private synchronized Optional<Item> next() {
    return Optional.ofNullable(items.poll());
  }
}
