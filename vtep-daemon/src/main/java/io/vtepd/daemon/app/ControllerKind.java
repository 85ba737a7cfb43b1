package io.vtepd.daemon.app;

import io.netty.channel.EventLoop;
import io.vtepd.daemon.cli.ControllerSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.controller.Controller;
import io.vtepd.daemon.controller.Explanation;
import io.vtepd.daemon.controller.Narrator;
import io.vtepd.daemon.controller.Ownership;
import io.vtepd.tls.stream.Listener;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code vtepd controller}. */
record ControllerKind(ControllerSettings settings) implements DaemonKind {

  private static final Logger LOG = LoggerFactory.getLogger(ControllerKind.class);
  private static final long CLOSE_LIMIT_S = 5;

  @Override
  public List<Path> filesToBe() {
    return List.of();
  }

  /**
   * Listens, dials, and goes on by itself.
   *
   * @return commands that this kind has more than others
   */
  List<Command> start(Transport transport, Opened opened) throws StartupException {
    EventLoop loop = transport.group().next();
    Narrator narrator =
        settings.explain() ? new Explanation(System.out, InstantSource.system()) : Narrator.SILENT;
    Controller controller =
        new Controller(
            new Ownership(settings.name()),
            loop,
            narrator,
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            new SecureRandom());
    ControllerLinks links = new ControllerLinks(controller, transport);
    opened.add("connections to VTEPs", links::close);
    NetworksFile file =
        NetworksFile.open(
            settings.networks(),
            networks -> {
              controller.setNetworks(networks);
              loop.execute(() -> links.follow(networks));
            });
    var looking =
        loop.scheduleWithFixedDelay(
            file::look, NetworksFile.INTERVAL_MS, NetworksFile.INTERVAL_MS, TimeUnit.MILLISECONDS);
    opened.add("look at the networks", () -> looking.cancel(false));
    for (Target.Passive target : settings.listening()) {
      Listener listener =
          Joined.join(
              Listener.bind(
                  transport,
                  target,
                  ListenerSettings.DEFAULT.withConnectionLimit(Controller.VTEP_LIMIT),
                  links::onAccepted),
              "--remote " + target);
      LOG.info("event=listening target={}", listener.target());
      opened.add("listener " + target, () -> listener.close().get(CLOSE_LIMIT_S, TimeUnit.SECONDS));
    }
    return List.of(new Command("controller/show", "", 0, 0, none -> controller.show()));
  }
}
