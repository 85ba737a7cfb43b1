package io.vtepd.daemon.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vtepd.tls.stream.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Confined to the channel's event loop. */
final class WebSession extends SimpleChannelInboundHandler<HttpObject> {

  private static final Logger LOG = LoggerFactory.getLogger(WebSession.class);

  private final Pages pages;
  private final Consumer<String> onLimit;
  private final long requestMs;
  private boolean asked;

  WebSession(Pages pages, Consumer<String> onLimit, long requestMs) {
    this.pages = pages;
    this.requestMs = requestMs;
    this.onLimit = onLimit;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ScheduledFuture<?> end =
        context
            .executor()
            .schedule(
                () -> {
                  onLimit.accept("web-request-ms");
                  CloseReason.close(context.channel(), "the request took too long");
                },
                requestMs,
                TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(closed -> end.cancel(false));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (asked) {
      // A body, or the next request: neither is looked at.
      return;
    }
    asked = true;
    context.channel().config().setAutoRead(false);
    Optional<Page> refused =
        message instanceof HttpRequest request ? refusal(request) : Optional.of(badRequest());
    if (refused.isPresent()) {
      answer(context, refused.get(), true);
      return;
    }
    HttpRequest request = (HttpRequest) message;
    boolean withText = request.method().equals(HttpMethod.GET);
    Optional<CompletionStage<Page>> page = pages.get(path(request.uri()));
    if (page.isEmpty()) {
      answer(context, Page.of(404, "there are /metrics, /livez and /readyz"), withText);
      return;
    }
    page.get()
        .whenComplete((made, failure) ->
            context.executor().execute(() -> answer(context, made(made, failure), withText)));
  }

  private static Page made(Page made, Throwable failure) {
    if (failure == null) {
      return made;
    }
    LOG.warn("event=page-failed", failure);
    return Page.of(503, "not to be had now, see the log");
  }

  private Optional<Page> refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      boolean tooLong =
          cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException;
      if (tooLong) {
        onLimit.accept("web-request-bytes");
      }
      return Optional.of(tooLong ? Page.of(431, "the request is too long") : badRequest());
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return Optional.of(Page.of(405, "only GET and HEAD"));
    }
    String host = request.headers().get(HttpHeaderNames.HOST, "");
    return isOurs(host) ? Optional.empty() : Optional.of(Page.of(403, "no host of this name here"));
  }

  private static Page badRequest() {
    return Page.of(400, "this is no HTTP request");
  }

  /** Whether that is an address or {@code localhost}, with or without a port; or was left out. */
  private static boolean isOurs(String host) {
    String name = host.replaceFirst(":[0-9]{1,5}$", "");
    boolean bracketed = name.startsWith("[") && name.endsWith("]");
    return name.isEmpty()
        || name.equalsIgnoreCase("localhost")
        || NetUtil.isValidIpV4Address(name)
        || (bracketed && NetUtil.isValidIpV6Address(name));
  }

  private static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static void answer(ChannelHandlerContext context, Page page, boolean withText) {
    byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(page.status()),
            withText ? Unpooled.wrappedBuffer(text) : Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, page.type())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set("x-content-type-options", "nosniff");
    HttpUtil.setContentLength(response, text.length);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    CloseReason.close(context.channel(), String.valueOf(cause.getMessage()));
  }
}
