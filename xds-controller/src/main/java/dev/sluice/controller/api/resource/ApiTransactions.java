package dev.sluice.controller.api.resource;

import dev.sluice.common.Sha256;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.preview.ChangePreviews;
import dev.sluice.controller.store.management.ConstraintViolationException;
import dev.sluice.controller.store.management.IdempotencyRepository;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The transactions of calls: dry runs, repeated requests, and rejections by the database. */
public final class ApiTransactions {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KEY = "idempotency-key";
  private static final int LONGEST_KEY = 200;

  private final ManagementDatabase database;
  private final ConstraintSentences sentences;
  private final ChangePreviews previews;

  public ApiTransactions(
      ManagementDatabase database, ConstraintSentences sentences, ChangePreviews previews) {
    this.database = database;
    this.sentences = sentences;
    this.previews = previews;
  }

  /** Reads rows in one transaction. */
  public <T> T read(ApiCall call, Function<ManagementTransaction, T> statements) {
    return translated(call, () -> database.write(call.scope(), statements));
  }

  /** Changes rows; in a dry run, changes none and answers what the change would lead to. */
  public ApiResponse write(ApiCall call, Function<ManagementTransaction, ApiResponse> statements) {
    Optional<String> key = key(call.request());
    if (call.request().dryRun()) {
      return translated(
          call,
          () ->
              database.dryRun(call.scope(), rows -> previews.dryRun(rows, statements.apply(rows))));
    }
    return translated(
        call,
        () ->
            database.write(
                call.scope(),
                rows ->
                    key.map(name -> once(call, rows, name, statements))
                        .orElseGet(() -> statements.apply(rows))));
  }

  private static Optional<String> key(ApiRequest request) {
    Optional<String> key = request.method().equals("POST") ? request.header(KEY) : Optional.empty();
    if (key.filter(text -> text.isEmpty() || text.length() > LONGEST_KEY).isPresent()) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "Idempotency-Key", "The key has 1 to 200 characters.");
    }
    return key;
  }

  private static ApiResponse once(
      ApiCall call,
      ManagementTransaction rows,
      String key,
      Function<ManagementTransaction, ApiResponse> statements) {
    IdempotencyRepository answers = new IdempotencyRepository(rows);
    UUID user = call.caller().user();
    if (!answers.lock(user, key)) {
      throw ProblemException.of(
          ProblemType.CONFLICT, "A request with this Idempotency-Key is running; repeat it later.");
    }
    byte[] hash = hash(call.request());
    Optional<ObjectNode> stored = answers.find(user, key);
    if (stored.isPresent()) {
      return repeated(stored.get(), hash);
    }
    ApiResponse answer = statements.apply(rows);
    JsonNode body = answer.body().map(JsonNode::deepCopy).orElseGet(JSON::nullNode);
    if (body instanceof ObjectNode object) {
      // The key itself is shown once, and so is a token.
      object.remove("key");
      object.remove("token");
    }
    answers.store(user, key, hash, answer.status(), JSON.valueToTree(answer.headers()), body);
    return answer;
  }

  private static ApiResponse repeated(ObjectNode stored, byte[] hash) {
    if (!stored.path("request_hash").asString("").equals(HexFormat.of().formatHex(hash))) {
      throw ProblemException.at(
          ProblemType.VALIDATION,
          "Idempotency-Key",
          "The key was used for another request; use a new one.");
    }
    Map<String, String> headers = new HashMap<>();
    stored
        .path("headers")
        .propertyStream()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asString("")));
    headers.put("Idempotency-Replayed", "true");
    JsonNode body = stored.path("body");
    return new ApiResponse(
        stored.path("status").asInt(200),
        headers,
        body.isNull() ? Optional.empty() : Optional.of(body));
  }

  private static byte[] hash(ApiRequest request) {
    String whole =
        request.method()
            + "\n"
            + request.target()
            + "\n"
            + request.header("x-tenant-slug").orElse("")
            + "\n"
            + request.body().map(JsonNode::toString).orElse("");
    return Sha256.of(whole.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the result of statements, whose rejection becomes a problem. */
  private <T> T translated(ApiCall call, Supplier<T> statements) {
    try {
      return statements.get();
    } catch (ConstraintViolationException e) {
      throw sentences.problem(e, call.request().method());
    }
  }
}
