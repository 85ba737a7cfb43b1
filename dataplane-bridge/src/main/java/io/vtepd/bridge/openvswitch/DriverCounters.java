package io.vtepd.bridge.openvswitch;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What drivers count. Any thread may count and read. */
public final class DriverCounters {

  /** What somebody else had changed on a switch and was put right. */
  public enum Repaired {
    FLOWS("flows"),
    GROUPS("groups"),
    /** Ports of tunnels, which had gone. */
    PORTS("ports");

    private final String label;

    Repaired(String label) {
      this.label = label;
    }

    /** For metrics. */
    public String label() {
      return label;
    }
  }

  private final Map<Repaired, LongAdder> repaired = new EnumMap<>(Repaired.class);

  /** By OpenFlow's error type and code in words: some dozens at most. */
  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  public DriverCounters() {
    for (Repaired what : Repaired.values()) {
      repaired.put(what, new LongAdder());
    }
  }

  void repaired(Repaired what) {
    repaired.get(what).increment();
  }

  void refused(String error) {
    refused.computeIfAbsent(error, any -> new LongAdder()).increment();
  }

  /** How many of each were put right. */
  public Map<Repaired, Long> repaired() {
    Map<Repaired, Long> all = new EnumMap<>(Repaired.class);
    repaired.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }

  /** How many flows and groups a switch did not take, each time that it was asked, by its error. */
  public Map<String, Long> refused() {
    Map<String, Long> all = new TreeMap<>();
    refused.forEach((error, count) -> all.put(error, count.sum()));
    return all;
  }
}
