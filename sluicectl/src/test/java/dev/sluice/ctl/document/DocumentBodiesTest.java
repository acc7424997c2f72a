package dev.sluice.ctl.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.remote.StubManagementApi;
import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test of names of users that have the form of ids. */
class DocumentBodiesTest {
  private static final String ID = "11111111-1111-4111-8111-111111111111";
  private static final String SUBJECT = "22222222-2222-4222-8222-222222222222";
  private static final String TENANT = "33333333-3333-4333-8333-333333333333";
  private static final String BINDING = "kind: RoleBinding\nname: %s/org-admin/org/acme\n";

  @AutoClose private StubManagementApi api;
  @AutoClose private ManagementClient client;

  @BeforeEach
  void start() throws IOException {
    api = new StubManagementApi();
    client =
        new ManagementClient(
            api.address(),
            Optional.empty(),
            ServerContext.DEFAULT_TOKEN,
            Map.of("SLUICE_TOKEN", "secret-token"));
    api.list("/v1/operator/tenants", "{'id': '" + TENANT + "', 'slug': 'acme'}");
  }

  /** Returns the user that the role binding of a text names. */
  private String userOf(String yaml) {
    DocumentReader reader = new DocumentReader(Portal.OPERATOR);
    reader.read(List.of("-"), new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), reader.problems());
    RemoteResources remote = new RemoteResources(client, Portal.OPERATOR);
    DocumentBodies.DocumentBody body =
        new DocumentBodies(remote, reader.documents()).of(reader.documents().getLast());
    assertEquals(List.of(), body.problems());
    return body.members().path("user_id").asString();
  }

  private void user() {
    api.list("/v1/operator/users", "{'id': '" + ID + "', 'subject': '" + SUBJECT + "'}");
  }

  @Test
  void user_subjectLikeAnId_isFound() {
    user();

    assertEquals(ID, userOf(BINDING.formatted(SUBJECT)));
  }

  @Test
  void user_subjectLikeAnIdInFile_isFuture() {
    assertEquals(
        DocumentBodies.FUTURE_ID,
        userOf(
            "kind: User\nname: "
                + SUBJECT
                + "\nspec: {issuer: i}\n---\n"
                + BINDING.formatted(SUBJECT)));
  }

  @Test
  void user_id_staysAnId() {
    user();

    assertEquals(ID, userOf(BINDING.formatted(ID)));
  }

  @Test
  void get_subjectLikeAnId_isFound() {
    user();
    RemoteResources remote = new RemoteResources(client, Portal.OPERATOR);

    assertEquals(ID, RemoteResources.id(remote.get(ResourceKind.USER, SUBJECT)));
    assertEquals(ID, RemoteResources.id(remote.get(ResourceKind.USER, ID)));
  }
}
