package dev.sluice.e2e.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.stack.SluiceStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command of sluicectl that reads the database of the stack. */
public record DatabaseCommand(SluiceStack stack) {
  /** Runs the command, which must end with {@code code}, and returns its JSON. */
  public JsonNode json(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--database", stack.database().jdbcUrl(), "-o", "json"));
    return JsonMapper.shared().readTree(run(code, all));
  }

  /** Runs a command without the database, which must end with {@code code}. */
  public String run(int code, List<String> arguments) {
    List<String> command = JavaCommand.sluicectl(stack.settings().root());
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(code, process.waitFor(), output + errors);
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
