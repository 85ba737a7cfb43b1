package io.vtepd.bridge.openflow.message;

/** Numbers of message and multipart types, OpenFlow 1.5 (7.1.1 and 7.3.5.1). */
final class MessageType {

  static final int HELLO = 0;
  static final int ERROR = 1;
  static final int ECHO_REQUEST = 2;
  static final int ECHO_REPLY = 3;
  static final int FEATURES_REQUEST = 5;
  static final int FEATURES_REPLY = 6;
  static final int SET_CONFIG = 9;
  static final int PORT_STATUS = 12;
  static final int FLOW_MOD = 14;
  static final int GROUP_MOD = 15;
  static final int MULTIPART_REQUEST = 18;
  static final int MULTIPART_REPLY = 19;
  static final int BARRIER_REQUEST = 20;
  static final int BARRIER_REPLY = 21;
  static final int SET_ASYNC = 28;
  static final int REQUEST_FORWARD = 32;
  static final int BUNDLE_CONTROL = 33;
  static final int BUNDLE_ADD = 34;

  static final int PART_FLOW = 1;
  static final int PART_AGGREGATE = 2;
  static final int PART_GROUP_DESC = 7;
  static final int PART_PORT_DESC = 13;
  static final int PART_FLOW_MONITOR = 16;
  static final int PART_EXPERIMENTER = 0xffff;

  private MessageType() {}
}
