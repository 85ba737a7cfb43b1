package io.vtepd.bridge.memory;

/**
 * The limits of a switch in memory.
 *
 * @param macAgeMs how long a station may be silent before it is forgotten
 * @param macsPerBinding most stations learned at one binding; frames of further ones are forwarded
 *     all the same, and those to them are flooded
 */
public record MemorySettings(long macAgeMs, int macsPerBinding) {

  public MemorySettings {
    if (macAgeMs < 1 || macsPerBinding < 0) {
      throw new IllegalArgumentException("MAC age " + macAgeMs + ", limit " + macsPerBinding);
    }
  }
}
