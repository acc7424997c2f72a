package dev.sluice.controller.xds;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.plan.ClusterPlan;
import dev.sluice.controller.testkit.GoldenFiles;
import dev.sluice.controller.testkit.RecordYaml;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GatewayTranslatorTest {
  private static final GatewayTranslator TRANSLATOR =
      new GatewayTranslator(
          new TranslatorConfig(
              List.of(new HostPort("127.0.0.1", 9001), new HostPort("127.0.0.2", 9001)),
              List.of(new HostPort("extproc", 9002)),
              "0.0.0.0",
              0,
              "/etc/ssl/certs/ca-certificates.crt"));

  /** Translates the golden output of the planner. */
  @TestFactory
  Stream<DynamicTest> translate_plannedCases() {
    return GoldenFiles.cases(
        "plan",
        "ir.yaml",
        "xds.yaml",
        ir -> translate(RecordYaml.read(ir, ClusterPlan.class).gateways()));
  }

  /** Translates cases that rows cannot express, or not in so few lines. */
  @TestFactory
  Stream<DynamicTest> translate_ownCases() {
    return GoldenFiles.cases(
        "xds",
        "ir.yaml",
        "xds.yaml",
        ir -> translate(List.of(RecordYaml.read(ir, GatewayIr.class))));
  }

  private static String translate(List<GatewayIr> gateways) {
    return XdsYaml.write(
        gateways.stream().flatMap(gateway -> TRANSLATOR.translate(gateway).stream()).toList());
  }
}
