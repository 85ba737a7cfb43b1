package io.vtepd.tls.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets one line a key through in each interval and counts what it held back, so a peer that fails a
 * thousand times a second fills no disk.
 *
 * <p>Not thread-safe: confine it to one event loop, or synchronize on it.
 */
public final class LogThrottle {
  /** Keys remembered at once; past it the oldest is forgotten (and may log once more). */
  public static final int KEY_LIMIT = 256;

  private final long intervalMs;
  private final Map<String, Window> windows = new LinkedHashMap<>();

  private static final class Window {
    private long openedAtMs;
    private long heldBackCount;
  }

  /**
   * Makes a throttle.
   *
   * @param intervalMs time in which a key logs once
   */
  public LogThrottle(long intervalMs) {
    this.intervalMs = intervalMs;
  }

  /**
   * Asks whether a line of this key may be written now.
   *
   * @param key the event and what tells its lines apart, without addresses or ports
   * @param nowMs a monotonic time in milliseconds
   * @return how many equal lines were held back since the last one, or empty to stay silent
   */
  public OptionalLong pass(String key, long nowMs) {
    Window window = windows.get(key);
    if (window != null && nowMs - window.openedAtMs < intervalMs) {
      window.heldBackCount++;
      return OptionalLong.empty();
    }
    long heldBackCount = window == null ? 0 : window.heldBackCount;
    windows.remove(key);
    if (windows.size() >= KEY_LIMIT) {
      windows.remove(windows.keySet().iterator().next());
    }
    Window opened = new Window();
    opened.openedAtMs = nowMs;
    windows.put(key, opened);
    return OptionalLong.of(heldBackCount);
  }
}
