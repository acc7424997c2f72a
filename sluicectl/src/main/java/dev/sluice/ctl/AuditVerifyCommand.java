package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainFileVerifier;
import dev.sluice.common.audit.chain.ChainKeyException;
import dev.sluice.common.audit.chain.ChainPublicKeys;
import dev.sluice.common.audit.postgres.ChainTableVerifier;
import dev.sluice.ctl.database.AuditDatabaseReader;
import dev.sluice.ctl.output.OutputOption;
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

/** The command that verifies the hash chains of audit records. */
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
      ChainVerificationReport verdict = verdict();
      output.print(command.commandLine().getOut(), verdict::lines, verdict::json);
      return verdict.isIntact() ? 0 : 1;
    } catch (ChainKeyException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("cannot be read: " + e.getMessage());
    } catch (SQLException e) {
      err.println(AuditDatabaseReader.errorMessage(e));
    } catch (IllegalArgumentException e) {
      err.println("not understood: " + e.getMessage());
    }
    return 3;
  }

  private ChainVerificationReport verdict() throws ChainKeyException, IOException, SQLException {
    ChainPublicKeys keys = ChainPublicKeys.read(publicKeys);
    List<ChainCheckpoint> elsewhere = new ArrayList<>();
    for (Path file : checkpoints) {
      Files.readAllLines(file).forEach(line -> elsewhere.add(ChainCheckpoint.parse(line)));
    }
    if (database == null) {
      ChainFileVerifier lines = new ChainFileVerifier(keys, elsewhere);
      for (Path file : files) {
        lines.read(file);
      }
      return new ChainVerificationReport(lines.report(), lines.unlinked(), !keys.isEmpty());
    }
    try (Connection connection = AuditDatabaseReader.open(database, System.getenv())) {
      ChainTableVerifier.ChainTableReport found =
          new ChainTableVerifier(connection).verify(keys, elsewhere);
      return new ChainVerificationReport(found.writers(), found.unlinked(), !keys.isEmpty());
    }
  }
}
