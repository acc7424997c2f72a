package dev.sluice.quality.contract;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.e2e.process.PythonProgram;
import dev.sluice.e2e.stack.ManagementStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run of Schemathesis for several roles. */
final class ContractRun implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LineProcess process;

  private ContractRun(LineProcess process) {
    this.process = process;
  }

  /** Installs Schemathesis if necessary and starts the run. */
  static ContractRun start(
      ManagementStack stack, Path folder, List<String> roles, int seconds, long seed)
      throws IOException {
    Path log = folder.resolve("run.log");
    List<String> command = PythonProgram.prepare("quality/contract", log).command("run.py");
    LineProcess process = LineProcess.start("Schemathesis", command, log);
    ObjectNode settings = JSON.createObjectNode();
    settings.put("api", stack.api().toString());
    settings.put("issuer", stack.issuer().issuer());
    settings.put("first_admin", Files.readString(stack.firstAdminToken()));
    settings.put("folder", folder.toString());
    settings.put("seconds", seconds);
    settings.put("seed", seed);
    settings.set("roles", JSON.valueToTree(roles));
    ObjectNode tokens = settings.putObject("tokens");
    for (String subject : subjects(roles)) {
      tokens.put(subject, stack.issuer().token("viewer", Map.of("sub", subject)));
    }
    process.tell(JSON.writeValueAsString(settings));
    return new ContractRun(process);
  }

  private static List<String> subjects(List<String> roles) {
    List<String> subjects = new ArrayList<>(List.of("root"));
    for (String role : roles) {
      subjects.addAll(List.of("ada-" + role, "carl-" + role, "fuzz-" + role));
    }
    return subjects;
  }

  /** Waits for the result of the next role. */
  RoleResult next() {
    return RoleResult.of(JSON.readTree(process.hear()));
  }

  @Override
  public void close() {
    process.close();
  }
}
