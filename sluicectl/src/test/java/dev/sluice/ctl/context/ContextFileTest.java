package dev.sluice.ctl.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.Secret;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextFileTest {
  @TempDir Path folder;

  @Test
  void contexts_ofEachTokenSource_areReadAgain() throws IOException {
    ContextFile file = new ContextFile(folder.resolve("new/contexts.yaml"));
    ContextList list =
        ContextList.EMPTY
            .with(context("a", new TokenSetting.TokenFile(Path.of("/a.token"))))
            .with(context("b", new TokenSetting.TokenVariable("B_TOKEN")))
            .with(
                context(
                    "null",
                    new TokenSetting.ClientCredentials(
                        URI.create("https://login.example.com"), "1", Path.of("/secret"))));

    file.write(list);

    assertEquals(list, file.read());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("new/contexts.yaml"))));
  }

  @Test
  void token_ofALogin_isInAFileOfItsOwn() throws IOException {
    Path contexts = folder.resolve("contexts.yaml");
    ContextFile file = new ContextFile(contexts);
    file.write(ContextList.EMPTY.with(context("../a", ServerContext.DEFAULT_TOKEN)));

    file.writeToken("../a", Secret.of("the-token"));

    Path token = folder.resolve("___a.token");
    assertEquals("the-token", Files.readString(token));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
    assertEquals(new TokenSetting.TokenFile(token), file.read().get("../a").token());
    assertFalse(Files.readString(contexts).contains("the-token"));
  }

  @Test
  void file_absent_hasNoContexts() {
    assertEquals(ContextList.EMPTY, new ContextFile(folder.resolve("none.yaml")).read());
  }

  @Test
  void file_place_isThatOfTheVariable() throws IOException {
    Path named = folder.resolve("named.yaml");
    ContextFile.of(Map.of("SLUICE_CONFIG", named.toString()), "/nowhere").write(ContextList.EMPTY);

    assertEquals("contexts: []\n", Files.readString(named));
  }

  @Test
  void context_current_changesAndIsDeleted() {
    ContextList list =
        ContextList.EMPTY
            .with(context("a", ServerContext.DEFAULT_TOKEN))
            .with(context("b", ServerContext.DEFAULT_TOKEN));

    assertEquals(Optional.of("a"), list.current());
    assertEquals(Optional.of("b"), list.using("b").current());
    assertEquals(Optional.empty(), list.using("b").without("b").current());
  }

  @Test
  void context_unknown_isRejected() {
    CommandFailure failure = assertThrows(CommandFailure.class, () -> ContextList.EMPTY.using("x"));

    assertEquals(
        "There is no context \"x\"; use one of [], or make it with context set.",
        failure.getMessage());
  }

  private static ServerContext context(String name, TokenSetting token) {
    return new ServerContext(
        name, Optional.of("https://sluice"), Optional.of("north"), Optional.empty(), token);
  }
}
