package dev.sluice.controller.server;

import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.Ports;
import java.util.ArrayList;
import java.util.List;

/** The encoded resources of one gateway, at the cost of what is different since the last time. */
final class GatewayEncoder {
  private final Memo<Ports> frame;
  private final Memo<BackendIr> backends;
  private final Memo<Placed> publishes;

  GatewayEncoder(GatewayTranslator translator) {
    frame = new Memo<>(Ports::gateway, translator::frame);
    backends = new Memo<>(BackendIr::id, translator::backend);
    publishes =
        new Memo<>(
            placed -> placed.publish().id(),
            placed -> translator.publish(placed.ports(), placed.publish()));
  }

  private record Placed(Ports ports, PublishIr publish) {}

  List<EncodedResource> encode(GatewayIr gateway) {
    Ports ports = Ports.of(gateway);
    List<EncodedResource> all = new ArrayList<>(frame.encode(List.of(ports)));
    all.addAll(backends.encode(gateway.backends()));
    all.addAll(
        publishes.encode(
            gateway.publishes().stream().map(publish -> new Placed(ports, publish)).toList()));
    return all;
  }
}
