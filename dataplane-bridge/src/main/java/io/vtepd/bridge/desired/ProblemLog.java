package io.vtepd.bridge.desired;

import io.vtepd.tls.logging.LogValue;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what of the database a switch cannot do, and that it can again. */
public final class ProblemLog {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);

  /** Lines of each event a commit: a database may be wrong in a million rows. */
  private static final int LIMIT = 20;

  private ProblemLog() {}

  /** Tells what has appeared and what is solved. */
  public static void tell(SwitchChange change) {
    String bridge = LogValue.of(change.name());
    change.appeared().stream()
        .limit(LIMIT)
        .forEach(each ->
            LOG.warn("event=problem bridge={} text={} kind={}", bridge, text(each), kind(each)));
    change.solved().stream()
        .limit(LIMIT)
        .forEach(each ->
            LOG.info("event=solved bridge={} text={} kind={}", bridge, text(each), kind(each)));
    if (Math.max(change.appeared().size(), change.solved().size()) > LIMIT) {
      LOG.warn(
          "event=problems bridge={} appeared={} solved={} shown={}",
          bridge,
          change.appeared().size(),
          change.solved().size(),
          LIMIT);
    }
  }

  /** With what a controller wrote in it: it must not be able to forge lines of the log. */
  private static String text(Problem problem) {
    return LogValue.of(problem.describe());
  }

  /** {@code key-conflict} of {@link Problem.KeyConflict}: to look for, whatever the text says. */
  private static String kind(Problem problem) {
    return problem
        .getClass()
        .getSimpleName()
        .replaceAll("(?<!^)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }
}
