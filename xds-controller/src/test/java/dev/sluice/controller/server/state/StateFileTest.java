package dev.sluice.controller.server.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.xds.resource.ResourceType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
  private static final String KEY = "the private key itself";
  @TempDir Path folder;

  private static SavedObject object(String name, ResourceType type, String content) {
    EncodedResource resource = EncodedResource.of(type, name, ByteString.copyFromUtf8(content));
    return new SavedObject(
        new ServedObject("lab", name, Set.of("gw"), List.of(resource), Set.of("x")),
        Optional.empty());
  }

  @Test
  void secrets_areKnownByName_andStayOutOfTheFile() throws IOException {
    SavedObject listener = object("gateways/g", ResourceType.LISTENER, "a listener");
    SavedObject secret = object("secrets/one", ResourceType.SECRET, KEY);
    try (StateFile file = new StateFile(folder)) {
      file.save(new StateFile.PersistedState(Instant.EPOCH, List.of(listener, secret), List.of()));
    }
    try (Stream<Path> files = Files.walk(folder);
        StateFile file = new StateFile(folder)) {
      for (Path written : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(written, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(KEY), written::toString);
      }
      List<SavedObject> read = file.read().orElseThrow().objects();
      ServedObject nameOnly =
          new ServedObject("lab", "secrets/one", Set.of("gw"), List.of(), Set.of("x"));
      assertEquals(List.of(listener, new SavedObject(nameOnly, Optional.empty())), read);
    }
  }

  @Test
  void agents_areThereAgain() {
    Agent one = new Agent("a", "lab", "lab/1", "envoy", false);
    Agent revoked = new Agent("b", "lab", "lab/2", "extauthz", true);
    StateFile.PersistedState state =
        new StateFile.PersistedState(Instant.EPOCH, List.of(), List.of(one, revoked));
    try (StateFile file = new StateFile(folder)) {
      file.save(state);
    }
    try (StateFile file = new StateFile(folder)) {
      assertEquals(Optional.of(state), file.read());
    }
  }
}
