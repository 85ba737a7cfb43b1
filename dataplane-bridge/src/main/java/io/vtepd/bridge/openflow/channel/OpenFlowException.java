package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.message.OpenFlowError;
import java.io.IOException;

/** How a request's future fails. */
public abstract sealed class OpenFlowException extends IOException {

  private static final long serialVersionUID = 1L;

  private OpenFlowException(String message) {
    super(message);
  }

  /** The switch answered with an error. */
  public static final class Refused extends OpenFlowException {

    private static final long serialVersionUID = 1L;

    private final transient OpenFlowError error;

    public Refused(OpenFlowError error) {
      super("the switch refused: " + error.summary());
      this.error = error;
    }

    public OpenFlowError error() {
      return error;
    }
  }

  /** The connection is gone; whether the request took effect is not known. */
  public static final class Closed extends OpenFlowException {

    private static final long serialVersionUID = 1L;

    public Closed(String reason) {
      super("OpenFlow connection closed: " + reason);
    }
  }

  /** A limit of {@link ChannelLimits} was reached; nothing was sent, or the answer was dropped. */
  public static final class LimitReached extends OpenFlowException {

    private static final long serialVersionUID = 1L;

    public LimitReached(String limit) {
      super("OpenFlow limit reached: " + limit);
    }
  }
}
