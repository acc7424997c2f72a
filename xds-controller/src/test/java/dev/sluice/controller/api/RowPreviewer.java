package dev.sluice.controller.api;

import dev.sluice.controller.compile.ChangePreview;
import dev.sluice.controller.compile.ChangePreviewer;
import dev.sluice.controller.compile.IncrementalCompiler;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.secrets.SecretFileWatcher;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.entity.DomainReader;
import dev.sluice.controller.testkit.TestTranslator;
import dev.sluice.controller.xds.GatewayTranslator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A previewer that reads and compiles all committed rows each time. */
record RowPreviewer(Database database, Path secrets) implements ChangePreviewer {
  private static final GatewayTranslator TRANSLATOR = TestTranslator.create();

  @Override
  public synchronized Optional<ChangePreview> preview(DomainChange change) {
    Clock clock = Clock.systemUTC();
    try (SecretFileWatcher files = new SecretFileWatcher(secrets, clock)) {
      IncrementalCompiler compiler = new IncrementalCompiler(TRANSLATOR, files, "example.com");
      DomainChange rows =
          new DomainChange.FullSnapshot(
              database.read("reading all rows", db -> new DomainReader(db).readSnapshot()));
      compiler.apply(rows, clock.instant());
      return Optional.of(compiler.preview(change));
    }
  }
}
