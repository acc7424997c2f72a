package dev.sluice.bench.scan.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CustomRulesTest {
  @Test
  void file_isLoadedWithAllItsRules() {
    byte[] file = new CustomRules(7).file(60).getBytes(StandardCharsets.UTF_8);
    PolicyResult<DlpPolicy> result = DlpPolicyCompiler.file().load(Path.of("rules.yaml"), file);
    var loaded = assertInstanceOf(PolicyResult.Loaded.class, result, result::toString);
    assertEquals(60, ((DlpPolicy) loaded.value()).rules().size());
  }
}
