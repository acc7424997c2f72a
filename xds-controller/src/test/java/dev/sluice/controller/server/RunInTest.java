package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.xds.GatewayTranslator;
import dev.sluice.controller.xds.TranslatorSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoWarnings.class)
final class RunInTest {
  @Test
  void run_pushesEveryChange() {
    TranslatorSettings settings =
        new TranslatorSettings(
            List.of(new HostPort("127.0.0.1", 1)),
            List.of(new HostPort("127.0.0.1", 2)),
            "127.0.0.1",
            0,
            "");
    IncrementalCompiler compiler =
        new IncrementalCompiler(new GatewayTranslator(settings), SecretSource.NONE, "example.com");
    int pushes = RunIn.run(compiler, 100, Duration.ofMinutes(1));
    assertTrue(pushes > 100, () -> pushes + " pushes");
  }
}
