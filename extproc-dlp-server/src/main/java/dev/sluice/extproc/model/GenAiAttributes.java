package dev.sluice.extproc.model;

import dev.sluice.common.match.route.RequestPath;
import java.util.List;
import java.util.Map;

/** What OpenTelemetry's conventions for generative AI call things. */
public final class GenAiAttributes {
  public static final String OPERATION = "gen_ai.operation.name";
  public static final String PROVIDER = "gen_ai.provider.name";
  public static final String MODEL = "gen_ai.request.model";
  public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
  public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
  public static final String TOKEN_TYPE = "gen_ai.token.type";
  public static final String TOKEN_USAGE = "gen_ai.client.token.usage";
  public static final String DURATION = "gen_ai.server.request.duration";

  private record Ending(String path, String operation) {}

  private static final List<Ending> OPERATIONS =
      List.of(
          new Ending("/chat/completions", "chat"),
          new Ending("/completions", "text_completion"),
          new Ending("/messages", "chat"),
          new Ending("/responses", "chat"),
          new Ending("/embeddings", "embeddings"),
          new Ending(":generateContent", "generate_content"),
          new Ending(":streamGenerateContent", "generate_content"));
  private static final Map<String, String> PROVIDERS = Map.of("google", "gcp.gemini");

  private GenAiAttributes() {}

  /** What a request to a path, which may have a query behind it, asks of a model. */
  public static String operation(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    String normal = RequestPath.normalise(plain).orElse(plain);
    return OPERATIONS.stream()
        .filter(ending -> normal.endsWith(ending.path()))
        .map(Ending::operation)
        .findFirst()
        .orElse("chat");
  }

  /** A provider, named by us. */
  public static String providerName(String ours) {
    return PROVIDERS.getOrDefault(ours, ours);
  }
}
