package dev.sluice.ctl.context;

import dev.sluice.common.Secret;
import dev.sluice.common.file.AtomicFiles;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.yaml.YamlFileDocument;
import dev.sluice.ctl.yaml.YamlFiles;
import dev.sluice.ctl.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The file of contexts. Only its owner can read it. It has no tokens. */
public final class ContextFile {
  private final Path path;

  public ContextFile(Path path) {
    this.path = path;
  }

  /** Returns the file that {@code SLUICE_CONFIG} names, or the one in the home directory. */
  public static ContextFile of(Map<String, String> environment, String home) {
    String named = environment.getOrDefault("SLUICE_CONFIG", "");
    return new ContextFile(
        named.isEmpty() ? Path.of(home, ".config", "sluice", "contexts.yaml") : Path.of(named));
  }

  /** Reads the contexts; an absent file has none. */
  public ContextList read() {
    if (!Files.exists(path)) {
      return ContextList.EMPTY;
    }
    YamlFiles files = new YamlFiles(InputStream.nullInputStream());
    files.read(path.toString());
    if (!files.problems().isEmpty()) {
      throw new CommandFailure(CommandFailure.ERROR, files.problems());
    }
    List<YamlFileDocument> documents = files.documents();
    if (documents.isEmpty()) {
      return ContextList.EMPTY;
    }
    JsonNode root = documents.getFirst().json();
    List<ServerContext> contexts = new ArrayList<>();
    for (JsonNode context : root.path("contexts")) {
      contexts.add(context(context));
    }
    return new ContextList(text(root, "current"), contexts);
  }

  /** Replaces the file. */
  public void write(ContextList list) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    list.current().ifPresent(name -> root.put("current", name));
    ArrayNode contexts = root.putArray("contexts");
    list.contexts().forEach(context -> contexts.add(json(context)));
    replace(path, YamlText.of(root));
  }

  /** Writes the token of a context to a file of its own, and lets the context use it. */
  public void writeToken(String name, Secret token) {
    ContextList list = read();
    ServerContext before = list.get(name);
    String fileName = name.replaceAll("[^A-Za-z0-9_-]", "_") + ".token";
    Path file = path.toAbsolutePath().resolveSibling(fileName);
    replace(file, token.reveal());
    write(
        list.with(
            new ServerContext(
                name,
                before.server(),
                before.tenant(),
                before.portal(),
                new TokenSetting.TokenFile(file))));
  }

  private static void replace(Path file, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      AtomicFiles.replace(file, channel -> AtomicFiles.writeFully(channel, bytes));
    } catch (IOException e) {
      throw CommandFailure.error(file + ": the file cannot be written");
    }
  }

  private ServerContext context(JsonNode json) {
    return new ServerContext(
        text(json, "name")
            .orElseThrow(() -> CommandFailure.error(path + ": a context has no name")),
        text(json, "server"),
        text(json, "tenant"),
        text(json, "portal"),
        token(json.path("token")));
  }

  private static TokenSetting token(JsonNode json) {
    Optional<String> file = text(json, "file");
    if (file.isPresent()) {
      return new TokenSetting.TokenFile(Path.of(file.get()));
    }
    if (json.has("issuer")) {
      return new TokenSetting.ClientCredentials(
          URI.create(json.path("issuer").asString()),
          json.path("client-id").asString(),
          Path.of(json.path("client-secret-file").asString()));
    }
    return text(json, "variable")
        .<TokenSetting>map(TokenSetting.TokenVariable::new)
        .orElse(ServerContext.DEFAULT_TOKEN);
  }

  private static ObjectNode json(ServerContext context) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", context.name());
    context.server().ifPresent(server -> json.put("server", server));
    context.tenant().ifPresent(tenant -> json.put("tenant", tenant));
    context.portal().ifPresent(portal -> json.put("portal", portal));
    ObjectNode token = json.putObject("token");
    switch (context.token()) {
      case TokenSetting.TokenFile(Path file) -> token.put("file", file.toString());
      case TokenSetting.TokenVariable(String name) -> token.put("variable", name);
      case TokenSetting.ClientCredentials(URI issuer, String client, Path secret) ->
          token
              .put("issuer", issuer.toString())
              .put("client-id", client)
              .put("client-secret-file", secret.toString());
    }
    return json;
  }

  private static Optional<String> text(JsonNode json, String key) {
    return json.path(key).isString() ? Optional.of(json.path(key).asString()) : Optional.empty();
  }
}
