import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Runs the migrations on a throw-away PostgreSQL and writes the jOOQ classes of the resulting
 * tables; does nothing while migrations and this file are what they were.
 *
 * <p>Arguments: the folder of the migrations, this file, the folder to write to.
 */
final class GenerateTables {
  private static final String PACKAGE = "dev.sluice.controller.store.jooq";

  public static void main(String[] args) throws Exception {
    Path migrations = Path.of(args[0]);
    Path target = Path.of(args[2]);
    Path stamp = target.resolveSibling("jooq.stamp");
    String inputs = hash(migrations, Path.of(args[1]));
    if (Files.exists(stamp)
        && Files.isDirectory(target)
        && Files.readString(stamp).equals(inputs)) {
      return;
    }
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "10").start()) {
      Flyway.configure()
          .dataSource(server.getPostgresDatabase())
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      GenerationTool.generate(configuration(server.getPort(), target));
    }
    Files.writeString(stamp, inputs);
  }

  private static Configuration configuration(int port, Path target) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(
            new Jdbc()
                .withUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres")
                .withUser("postgres"))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withInputSchema("public")
                        .withOutputSchemaToDefault(true)
                        .withIncludes(".*")
                        // The change feed compares transaction ids in SQL of its own.
                        .withExcludes(
                            "flyway_schema_history | change_log\\.xid | audit_.* | decision_.*"
                                + " | change_events | legal_holds | begin_audit_purge"
                                + " | sys_api_call_histories | make_month_partitions")
                        .withIncludeExcludeColumns(true)
                        .withIncludeRoutines(false)
                        .withIncludeTriggerRoutines(false))
                .withGenerate(
                    new Generate()
                        .withDeprecationOnUnknownTypes(false)
                        .withGeneratedAnnotation(false)
                        .withComments(false)
                        .withImplicitJoinPathsToOne(false)
                        .withImplicitJoinPathsToMany(false)
                        .withImplicitJoinPathsManyToMany(false))
                .withTarget(
                    new Target().withPackageName(PACKAGE).withDirectory(target.toString())));
  }

  private static String hash(Path migrations, Path self) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path file : inputs(migrations, self)) {
      digest.update(file.getFileName().toString().getBytes());
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> inputs(Path migrations, Path self) throws IOException {
    try (Stream<Path> files = Files.list(migrations)) {
      return Stream.concat(Stream.of(self), files.sorted()).toList();
    }
  }
}
