package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.audit.chain.ChainKeyException;
import dev.sluice.common.audit.chain.ChainLines;
import dev.sluice.common.audit.chain.Checkpoint;
import dev.sluice.common.audit.chain.PublicKeys;
import dev.sluice.common.audit.postgres.ChainTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows the chains of audit records. */
@Command(
    name = "verify",
    description = {
      "Follows the chains of audit records and names the first record of each that is wrong.",
      "Exit codes: 0 all are whole, 1 one is not, 2 misused, 3 what is to be read cannot be."
    },
    mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "JSON lines, as a server without a database writes them, oldest first.")
  private List<Path> files = List.of();

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "postgresql://… or jdbc:postgresql:…, as sluice_api; password in PGPASSWORD.")
  private @Nullable String database;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "Public keys (PEM) that signed; without one no signature is looked at.")
  private List<Path> publicKeys = List.of();

  @Option(
      names = "--checkpoints",
      paramLabel = "FILE",
      description = "Checkpoints that were kept elsewhere, copies of a spool's checkpoints.jsonl.")
  private List<Path> checkpoints = List.of();

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    CommandSpec command = requireNonNull(spec);
    if ((database == null) == files.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Give either --database or files, not both.");
    }
    PrintWriter err = command.commandLine().getErr();
    try {
      ChainVerdict verdict = verdict();
      output.print(command.commandLine().getOut(), verdict::text, verdict::json);
      return verdict.whole() ? 0 : 1;
    } catch (ChainKeyException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("cannot be read: " + e.getMessage());
    } catch (SQLException e) {
      err.println(AuditSource.problem(e));
    } catch (IllegalArgumentException e) {
      err.println("not understood: " + e.getMessage());
    }
    return 3;
  }

  private ChainVerdict verdict() throws ChainKeyException, IOException, SQLException {
    PublicKeys keys = PublicKeys.read(publicKeys);
    List<Checkpoint> elsewhere = new ArrayList<>();
    for (Path file : checkpoints) {
      Files.readAllLines(file).forEach(line -> elsewhere.add(Checkpoint.ofLine(line)));
    }
    if (database == null) {
      ChainLines lines = new ChainLines(keys, elsewhere);
      for (Path file : files) {
        lines.read(file);
      }
      return new ChainVerdict(lines.end(), lines.unlinked(), !keys.isEmpty());
    }
    try (Connection connection = AuditSource.open(database, System.getenv())) {
      ChainTables.Verdict found = new ChainTables(connection).verify(keys, elsewhere);
      return new ChainVerdict(found.writers(), found.unlinked(), !keys.isEmpty());
    }
  }
}
