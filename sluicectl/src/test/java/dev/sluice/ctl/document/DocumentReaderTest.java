package dev.sluice.ctl.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.ctl.resource.Portal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {
  private final DocumentReader reader = new DocumentReader(Portal.PROVIDER);

  @Test
  void documents_ofAFolder_areReadByName(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "kind: Gateway\nname: public\n");
    Files.writeString(folder.resolve("a.yml"), "# none\n---\nkind: ApiService\nname: orders\n");
    Files.writeString(folder.resolve("c.txt"), "kind: Gateway\n");

    reader.read(List.of(folder.toString()), InputStream.nullInputStream());

    assertEquals(List.of(), reader.problems());
    assertEquals(
        List.of("api-service orders", "gateway public"),
        reader.documents().stream().map(TenantDocument::label).toList());
  }

  @Test
  void problems_ofAllDocuments_haveLines() {
    String text =
        """
        kind: Server
        name: a
        ---
        kind: Gateway
        name: public
        colour: red
        ---
        kind: Gateway
        name: other
        spec: [1]
        ---
        a: 1
        a: 2
        ---
        kind: Gateway
        name: twice
        ---
        kind: Gateway
        name: twice
        ---
        kind: Tenant
        name: north
        """;

    reader.read(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

    assertEquals(
        """
        stdin:13:1: the key 'a' is given twice; remove one
        stdin:1:7: kind: is missing or not of this portal; use one of KINDS
        stdin:6:9: colour: is not a known key; use one of kind, name, spec
        stdin:10:7: spec: must be a mapping
        stdin:18:1: gateway twice: is described by an earlier document; remove one
        stdin:21:7: kind: is missing or not of this portal; use one of KINDS
        """,
        String.join("\n", reader.problems())
                .replaceAll("use one of ApiService, .*", "use one of KINDS")
            + "\n");
  }
}
