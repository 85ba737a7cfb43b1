package io.vtepd.daemon.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.tls.logging.LogValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the control socket: answers its requests one after the other. */
final class ControlSession extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSession.class);

  /** Requests that wait for one that is running; a client with more is cut off. */
  private static final int WAITING_LIMIT = 64;

  private final CommandRegistry commands;
  private final Deque<JsonRpcMessage.Request> waiting = new ArrayDeque<>();
  private boolean running;

  ControlSession(CommandRegistry commands) {
    this.commands = commands;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof JsonRpcMessage.Request request)) {
      refuse(context, "only requests are taken");
    } else if (waiting.size() >= WAITING_LIMIT) {
      refuse(context, "over " + WAITING_LIMIT + " requests at once");
    } else {
      waiting.add(request);
      runNext(context);
    }
  }

  private static void refuse(ChannelHandlerContext context, String reason) {
    LOG.warn("event=control-refused reason={}", LogValue.of(reason));
    context.close();
  }

  private void runNext(ChannelHandlerContext context) {
    JsonRpcMessage.Request request = running ? null : waiting.poll();
    if (request == null) {
      return;
    }
    running = true;
    try {
      CompletionStage<String> answer = commands.run(request.method(), strings(request.params()));
      answer.whenComplete((text, failure) ->
          context.executor().execute(() -> answer(context, request, text, failure)));
    } catch (CommandException | RuntimeException e) {
      answer(context, request, "", e);
    }
  }

  private static List<String> strings(Json.Arr params) throws CommandException {
    List<String> strings = new ArrayList<>();
    for (Json param : params.elements()) {
      if (!(param instanceof Json.Str string)) {
        throw new CommandException("arguments of a command must be strings");
      }
      strings.add(string.value());
    }
    return strings;
  }

  private void answer(
      ChannelHandlerContext context,
      JsonRpcMessage.Request request,
      String text,
      Throwable failure) {
    JsonRpcMessage reply =
        failure == null
            ? new JsonRpcMessage.Reply(Json.of(line(text)), request.id())
            : new JsonRpcMessage.ErrorReply(Json.of(line(explain(request, failure))), request.id());
    context.writeAndFlush(reply);
    running = false;
    runNext(context);
  }

  /** The client prints the text as it is. */
  private static String line(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  private static String explain(JsonRpcMessage.Request request, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CommandException) {
      return cause.getMessage();
    }
    LOG.error("event=command-failed command={}", LogValue.of(request.method()), cause);
    return "internal error, see the log: " + cause;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, String.valueOf(cause.getMessage()));
  }
}
