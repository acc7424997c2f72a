package dev.sluice.extproc.model;

import dev.sluice.common.match.route.RequestPath;
import java.util.List;
import java.util.Map;

/** The attribute names and values of OpenTelemetry's conventions for generative AI. */
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

  /** Returns the operation of a request to a path, which may have a query. */
  public static String operation(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    String normal = RequestPath.normalize(plain).orElse(plain);
    return OPERATIONS.stream()
        .filter(ending -> normal.endsWith(ending.path()))
        .map(Ending::operation)
        .findFirst()
        .orElse("chat");
  }

  /** Returns the conventions' name of a provider. */
  public static String providerName(String provider) {
    return PROVIDERS.getOrDefault(provider, provider);
  }
}
