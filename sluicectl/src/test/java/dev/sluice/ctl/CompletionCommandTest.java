package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionCommandTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;

  private static String script(String... options) {
    StringWriter out = new StringWriter();
    CommandLine command = SluiceCtl.commandLine();
    command.setOut(new PrintWriter(out));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "completion";
    System.arraycopy(options, 0, arguments, 1, options.length);
    assertEquals(0, command.execute(arguments));
    return out.toString();
  }

  @Test
  void script_hasAllCommands() {
    String script = script();

    SluiceCtl.commandLine()
        .getSubcommands()
        .keySet()
        .forEach(name -> assertTrue(script.contains(name), name));
    assertTrue(script.contains("--wait") && script.contains("--prune"));
  }

  @Test
  void script_withName_completesThatName() {
    String script = script("--name", "slc");

    assertTrue(script.contains("complete -F _complete_slc"), "the function is registered");
  }

  @Test
  void script_inBash_completesCommands() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "bash is not installed");
    Path script = Files.writeString(folder.resolve("completion.bash"), script());
    Process bash =
        new ProcessBuilder(
                BASH.toString(),
                "-c",
                "source \"$1\"; COMP_WORDS=(sluicectl pub); COMP_CWORD=1; COMP_LINE='sluicectl pub';"
                    + " _complete_sluicectl; echo \"${COMPREPLY[@]}\"",
                "bash",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, bash.waitFor(), said);
    assertEquals("publish\n", said);
  }
}
