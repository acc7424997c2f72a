package dev.sluice.bench.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tokenizer of a language model (o200k of OpenAI). A space belongs to the word behind it, and
 * tokens that end within a character are joined, as servers do before they send them.
 */
public final class ModelTokens {
  private static final String INCOMPLETE = "\uFFFD";

  private final Encoding encoding =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  /** Returns the tokens of a text. */
  public List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    var bytes = new ByteArrayOutputStream();
    IntArrayList ids = encoding.encodeOrdinary(text);
    for (int i = 0; i < ids.size(); i++) {
      var id = new IntArrayList();
      id.add(ids.get(i));
      bytes.writeBytes(encoding.decodeBytes(id));
      String token = bytes.toString(StandardCharsets.UTF_8);
      if (!token.contains(INCOMPLETE)) {
        tokens.add(token);
        bytes.reset();
      }
    }
    return tokens;
  }
}
