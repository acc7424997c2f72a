package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.edge.CompressionCoding;
import dev.sluice.controller.ir.policy.CompressionIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.extensions.compression.brotli.compressor.v3.Brotli;
import io.envoyproxy.envoy.extensions.compression.gzip.compressor.v3.Gzip;
import io.envoyproxy.envoy.extensions.compression.zstd.compressor.v3.Zstd;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor.CommonDirectionConfig;
import io.envoyproxy.envoy.extensions.filters.http.compressor.v3.Compressor.ResponseDirectionConfig;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A translator of compression. Each coding is a filter of its own. */
public final class CompressionTranslator {
  /** The Brotli quality, at which it is about as fast as gzip. */
  private static final int BROTLI_QUALITY = 4;

  private CompressionTranslator() {}

  /** Returns the settings of a route by filter. */
  public static Map<String, Any> perRoute(CompressionIr policy) {
    Map<String, Any> filters = new TreeMap<>();
    for (CompressionCoding coding : policy.codings()) {
      filters.put(
          filter(coding), RouteFilterTranslator.perRoute("compressor", compressor(policy, coding)));
    }
    return filters;
  }

  private static String filter(CompressionCoding coding) {
    return switch (coding) {
      case BR -> XdsNames.BROTLI;
      case GZIP -> XdsNames.GZIP;
      case ZSTD -> XdsNames.ZSTD;
    };
  }

  private static Compressor compressor(CompressionIr policy, CompressionCoding coding) {
    CommonDirectionConfig limits =
        CommonDirectionConfig.newBuilder()
            .setMinContentLength(EnvoyMessages.uint(policy.minBytes()))
            .setUnknownFields(NewerEnvoyFields.contentTypes(policy.contentTypes()))
            .build();
    return Compressor.newBuilder()
        .setResponseDirectionConfig(ResponseDirectionConfig.newBuilder().setCommonConfig(limits))
        .setCompressorLibrary(
            EnvoyMessages.extension(coding.name().toLowerCase(Locale.ROOT), library(coding)))
        .build();
  }

  private static Message library(CompressionCoding coding) {
    return switch (coding) {
      case BR -> Brotli.newBuilder().setQuality(EnvoyMessages.uint(BROTLI_QUALITY)).build();
      case GZIP -> Gzip.getDefaultInstance();
      case ZSTD -> Zstd.getDefaultInstance();
    };
  }
}
