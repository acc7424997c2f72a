package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.resource.TranslatorConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
final class PushWarmUpTest {
  @Test
  void run_pushesEveryChange() {
    TranslatorConfig settings =
        new TranslatorConfig(
            List.of(new HostPort("127.0.0.1", 1)),
            List.of(new HostPort("127.0.0.1", 2)),
            "127.0.0.1",
            0,
            "");
    IncrementalCompiler compiler =
        new IncrementalCompiler(new GatewayTranslator(settings), SecretSource.NONE, "example.com");
    int pushes = PushWarmUp.run(compiler, 100, Duration.ofMinutes(1));
    assertTrue(pushes > 100, () -> pushes + " pushes");
  }
}
