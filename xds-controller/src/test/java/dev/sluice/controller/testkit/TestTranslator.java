package dev.sluice.controller.testkit;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import java.util.List;

/** A maker of translators whose policy servers have the usual ports on loopback. */
public final class TestTranslator {
  private TestTranslator() {}

  public static GatewayTranslator create() {
    return new GatewayTranslator(
        new TranslatorConfig(
            List.of(new HostPort("127.0.0.1", 9001)),
            List.of(new HostPort("127.0.0.1", 9002)),
            "0.0.0.0",
            0,
            ""));
  }
}
