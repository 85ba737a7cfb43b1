package io.vtepd.bridge.openflow.message;

import java.util.List;
import java.util.Map;

/** OpenFlow 1.5's error types and codes in words (7.5.4), for logs and faults. */
final class ErrorNames {

  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(0, "hello failed"),
          Map.entry(1, "bad request"),
          Map.entry(2, "bad action"),
          Map.entry(3, "bad instruction"),
          Map.entry(4, "bad match"),
          Map.entry(5, "flow mod failed"),
          Map.entry(6, "group mod failed"),
          Map.entry(7, "port mod failed"),
          Map.entry(8, "table mod failed"),
          Map.entry(10, "switch config failed"),
          Map.entry(12, "meter mod failed"),
          Map.entry(16, "flow monitor failed"),
          Map.entry(17, "bundle failed"),
          Map.entry(0xffff, "experimenter error"));

  private static final Map<Integer, List<String>> CODES =
      Map.of(
          1,
          List.of(
              "bad version",
              "bad type",
              "bad multipart",
              "bad experimenter",
              "bad experimenter type",
              "no permission",
              "bad length",
              "buffer empty",
              "buffer unknown",
              "bad table id",
              "is slave",
              "bad port",
              "bad packet",
              "multipart overflow"),
          2,
          List.of(
              "bad type",
              "bad length",
              "bad experimenter",
              "bad experimenter type",
              "bad output port",
              "bad argument",
              "no permission",
              "too many",
              "bad queue",
              "no such group",
              "match inconsistent",
              "unsupported order",
              "bad tag",
              "bad set-field type",
              "bad set-field length",
              "bad set-field argument",
              "bad set-field mask"),
          3,
          List.of(
              "unknown instruction",
              "unsupported instruction",
              "bad table id",
              "unsupported metadata",
              "unsupported metadata mask"),
          4,
          List.of(
              "bad type",
              "bad length",
              "bad tag",
              "bad datalink mask",
              "bad network mask",
              "bad wildcards",
              "bad field",
              "bad value",
              "bad mask",
              "bad prerequisite",
              "duplicate field"),
          5,
          List.of(
              "unknown",
              "table full",
              "bad table id",
              "overlap",
              "no permission",
              "bad timeout",
              "bad command",
              "bad flags"),
          6,
          List.of(
              "group exists",
              "invalid group",
              "weight unsupported",
              "out of groups",
              "out of buckets",
              "chaining unsupported",
              "watch unsupported",
              "loop",
              "unknown group",
              "chained group",
              "bad type",
              "bad command",
              "bad bucket",
              "bad watch",
              "no permission"),
          17,
          List.of(
              "unknown",
              "no permission",
              "bad id",
              "bundle exists",
              "bundle closed",
              "out of bundles",
              "bad type",
              "bad flags",
              "message bad length",
              "message bad xid",
              "message unsupported",
              "message conflict",
              "message too many",
              "a message failed",
              "timeout"));

  private ErrorNames() {}

  static String name(int type, int code) {
    String typeText = TYPES.getOrDefault(type, "error type " + type);
    List<String> codes = CODES.getOrDefault(type, List.of());
    String codeText = code < codes.size() ? codes.get(code) : "code " + code;
    return typeText + ": " + codeText;
  }
}
