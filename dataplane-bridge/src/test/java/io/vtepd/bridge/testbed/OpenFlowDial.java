package io.vtepd.bridge.testbed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.channel.ChannelLimits;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.channel.OpenFlowListener;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** An OpenFlow connection for a test, with everything that it heard. */
public final class OpenFlowDial implements AutoCloseable, OpenFlowListener {

  private static final int LIMIT_S = 60;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final OpenFlowChannel channel;
  private final List<PortStatus> portStatus = new CopyOnWriteArrayList<>();
  private final List<FlowUpdate> flowUpdates = new CopyOnWriteArrayList<>();
  private final AtomicInteger groupChanges = new AtomicInteger();
  private final List<OpenFlowError> errors = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();

  private OpenFlowDial(Path socket, ChannelLimits limits) throws InterruptedException {
    Channel connection =
        new Bootstrap()
            .group(group)
            .channel(NioDomainSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .handler(new Ignored())
            .connect(UnixDomainSocketAddress.of(socket))
            .sync()
            .channel();
    channel = OpenFlowChannel.attach(connection, this, limits);
  }

  /** Connects and waits for the handshake. */
  public static OpenFlowDial to(Path managementSocket) {
    return to(managementSocket, ChannelLimits.DEFAULT);
  }

  /** Open vSwitch may cut who comes while it still sets the bridge up: they come again. */
  public static OpenFlowDial to(Path managementSocket, ChannelLimits limits) {
    return Awaitility.await("handshake with " + managementSocket)
        .atMost(LIMIT_S, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(() -> once(managementSocket, limits), Objects::nonNull);
  }

  /** One try, whose failure is told. */
  public static OpenFlowDial once(Path managementSocket, ChannelLimits limits) throws Exception {
    OpenFlowDial dial = new OpenFlowDial(managementSocket, limits);
    try {
      get(dial.channel.ready());
      return dial;
    } catch (ExecutionException e) {
      dial.close();
      throw e;
    }
  }

  /** The future's value, or its failure, within a limit. */
  public static <T> T get(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(LIMIT_S, TimeUnit.SECONDS);
  }

  public OpenFlowChannel channel() {
    return channel;
  }

  public List<PortStatus> portStatus() {
    return portStatus;
  }

  public List<FlowUpdate> flowUpdates() {
    return flowUpdates;
  }

  /** How often the switch told of others' changes of groups. */
  public int groupChanges() {
    return groupChanges.get();
  }

  public List<OpenFlowError> errors() {
    return errors;
  }

  public CompletableFuture<String> closed() {
    return closed;
  }

  @Override
  public void onPortStatus(PortStatus status) {
    portStatus.add(status);
  }

  @Override
  public void onFlowUpdates(List<FlowUpdate> updates) {
    flowUpdates.addAll(updates);
  }

  @Override
  public void onGroupsChanged() {
    groupChanges.incrementAndGet();
  }

  @Override
  public void onError(Xid xid, OpenFlowError error) {
    errors.add(error);
  }

  @Override
  public void onClosed(String reason) {
    closed.complete(reason);
  }

  @Override
  public void close() {
    channel.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** A bootstrap wants a handler. */
  private static final class Ignored extends ChannelInboundHandlerAdapter {

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline().remove(this);
    }
  }
}
