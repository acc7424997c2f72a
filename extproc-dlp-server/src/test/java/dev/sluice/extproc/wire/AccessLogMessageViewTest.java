package dev.sluice.extproc.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.RequestMethod;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPResponseProperties;
import io.envoyproxy.envoy.data.accesslog.v3.TCPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties.CertificateProperties.SubjectAltName;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessLogMessageViewTest {
  @Test
  void read_anyMessage_equalsLibrary() {
    MalformedMessages.check(
        exchanges().toByteArray(),
        AccessLogMessageViewTest::library,
        AccessLogMessageViewTest::ours);
    MalformedMessages.check(
        connections().toByteArray(),
        AccessLogMessageViewTest::library,
        AccessLogMessageViewTest::ours);
  }

  @Test
  void read_joinedMessages_areMerged() {
    ByteString one = exchanges().toByteString();
    ByteString other = connections().toByteString();
    MalformedMessages.same(
        one.concat(one), AccessLogMessageViewTest::library, AccessLogMessageViewTest::ours);
    MalformedMessages.same(
        one.concat(other), AccessLogMessageViewTest::library, AccessLogMessageViewTest::ours);
    MalformedMessages.same(
        other.concat(one), AccessLogMessageViewTest::library, AccessLogMessageViewTest::ours);
  }

  @Test
  void read_repeatedEntry_isMerged() {
    ByteString entry = entry().build().toByteString();
    ByteString twice = entry.concat(entry);
    MalformedMessages.same(
        twice,
        bytes -> describe(HTTPAccessLogEntry.parseFrom(bytes)),
        bytes -> describe(AccessLogEntryView.read(bytes)));
  }

  @Test
  void read_notAMessage_throws() {
    for (String hex : new String[] {"12", "12ff", "12ffffffff0f", "12050a7f0a7f0a", "0f", "00"}) {
      assertThrows(
          IOException.class, () -> AccessLogMessageView.read(ByteString.fromHex(hex)), hex);
    }
  }

  private static String library(ByteString bytes) throws IOException {
    StreamAccessLogsMessage message = StreamAccessLogsMessage.parseFrom(bytes);
    return message.getTcpLogs().getLogEntryCount()
        + message.getHttpLogs().getLogEntryList().stream()
            .map(AccessLogMessageViewTest::describe)
            .collect(Collectors.joining("\n"));
  }

  private static String ours(ByteString bytes) throws IOException {
    AccessLogMessageView message = AccessLogMessageView.read(bytes);
    return message.tcpEntryCount()
        + message.entries().stream()
            .map(AccessLogMessageViewTest::describe)
            .collect(Collectors.joining("\n"));
  }

  private static String describe(HTTPAccessLogEntry entry) {
    AccessLogCommon common = entry.getCommonProperties();
    HTTPRequestProperties request = entry.getRequest();
    HTTPResponseProperties response = entry.getResponse();
    AccessLogType type = common.getAccessLogType();
    SocketAddress client = common.getDownstreamRemoteAddress().getSocketAddress();
    Struct found =
        common
            .getMetadata()
            .getFilterMetadataOrDefault("dev.sluice.dlp", Struct.getDefaultInstance());
    RequestMethod method = request.getRequestMethod();
    boolean known =
        method != RequestMethod.METHOD_UNSPECIFIED && method != RequestMethod.UNRECOGNIZED;
    return describe(
        type == AccessLogType.NotSet || type == AccessLogType.DownstreamEnd,
        client.getAddress(),
        client.getPortValue(),
        common.hasStartTime() + " " + common.getStartTime().getSeconds(),
        common.getStartTime().getNanos(),
        common.hasDuration() + " " + common.getDuration().getSeconds(),
        common.getDuration().getNanos(),
        common.getTimeToLastDownstreamTxByte().getSeconds(),
        common.hasUpstreamRemoteAddress(),
        common.getResponseFlags(),
        common.getTlsProperties().getPeerCertificateProperties().getSubjectAltNameList().stream()
            .map(SubjectAltName::getUri)
            .filter(uri -> !uri.isEmpty())
            .findFirst()
            .orElse(""),
        common.getCustomTagsOrDefault("backend", ""),
        common.getStreamId(),
        number(found),
        found.getFieldsOrDefault("action", Value.getDefaultInstance()).getStringValue(),
        found.getFieldsOrDefault("estimated", Value.getDefaultInstance()).getBoolValue(),
        found
            .getFieldsOrDefault("rules", Value.getDefaultInstance())
            .getListValue()
            .getValuesList()
            .stream()
            .map(rule ->
                rule.getStructValue()
                    .getFieldsOrDefault("id", Value.getDefaultInstance())
                    .getStringValue())
            .toList(),
        known ? method.name() : "",
        request.getAuthority(),
        request.getPath(),
        request.getOriginalPath(),
        request.getUserAgent(),
        request.getRequestId(),
        request.getRequestBodyBytes(),
        request.getRequestHeadersOrDefault("x-model", ""),
        response.getResponseCode().getValue(),
        response.getResponseCodeDetails(),
        response.getResponseBodyBytes(),
        response.getResponseHeadersOrDefault("content-type", ""));
  }

  private static String describe(AccessLogEntryView entry) {
    AccessLogCommonView common = entry.common();
    AccessLogRequestView request = entry.request();
    AccessLogResponseView response = entry.response();
    dev.sluice.extproc.wire.StructView found = common.metadata().inspection();
    return describe(
        common.isFinalEntry(),
        common.clientAddress().address(),
        common.clientAddress().port(),
        common.start().isSet() + " " + common.start().seconds(),
        common.start().nanos(),
        common.duration().isSet() + " " + common.duration().seconds(),
        common.duration().nanos(),
        common.timeToLastByte().seconds(),
        common.hasUpstream(),
        common.flags(),
        common.principal(),
        common.tag("backend"),
        common.streamId(),
        found.number("input_tokens").stream().boxed().toList(),
        found.text("action"),
        found.flag("estimated"),
        found.list("rules").stream().map(rule -> rule.text("id")).toList(),
        request.method(),
        request.authority(),
        request.path(),
        request.originalPath(),
        request.userAgent(),
        request.requestId(),
        request.bodyBytes(),
        request.header("x-model"),
        response.code(),
        response.details(),
        response.bodyBytes(),
        response.header("content-type"));
  }

  private static Object number(Struct found) {
    Value value = found.getFieldsOrDefault("input_tokens", Value.getDefaultInstance());
    return value.hasNumberValue() ? List.of(value.getNumberValue()) : List.of();
  }

  private static String describe(Object... parts) {
    return Stream.of(parts).map(String::valueOf).collect(Collectors.joining("|"));
  }

  private static StreamAccessLogsMessage exchanges() {
    StreamAccessLogsMessage.Builder message = StreamAccessLogsMessage.newBuilder();
    message.getIdentifierBuilder().setLogName("sluice").getNodeBuilder().setId("n");
    message.getHttpLogsBuilder().addLogEntry(entry()).addLogEntry(entry());
    return message.build();
  }

  private static StreamAccessLogsMessage connections() {
    StreamAccessLogsMessage.Builder message = StreamAccessLogsMessage.newBuilder();
    message
        .getTcpLogsBuilder()
        .addLogEntry(TCPAccessLogEntry.getDefaultInstance())
        .addLogEntry(TCPAccessLogEntry.getDefaultInstance());
    return message.build();
  }

  private static HTTPAccessLogEntry.Builder entry() {
    HTTPAccessLogEntry.Builder entry = HTTPAccessLogEntry.newBuilder();
    AccessLogCommon.Builder common = entry.getCommonPropertiesBuilder();
    common
        .setAccessLogType(AccessLogType.DownstreamEnd)
        .setStartTime(Timestamp.newBuilder().setSeconds(1_790_000_000L).setNanos(5))
        .setDuration(Duration.newBuilder().setSeconds(1).setNanos(-7))
        .setTimeToLastDownstreamTxByte(Duration.newBuilder().setSeconds(2))
        .setDownstreamLocalAddress(Address.newBuilder().setPipe(Pipe.newBuilder().setPath("/p")))
        .setDownstreamRemoteAddress(address())
        .setUpstreamRemoteAddress(address())
        .setStreamId("s-1")
        .putCustomTags("backend", "b");
    common.getResponseFlagsBuilder().setNoHealthyUpstream(true);
    common
        .getTlsPropertiesBuilder()
        .getPeerCertificatePropertiesBuilder()
        .addSubjectAltName(SubjectAltName.newBuilder().setDns("client.example"))
        .addSubjectAltName(SubjectAltName.newBuilder().setUri("spiffe://example/client"));
    Value rule =
        Value.newBuilder()
            .setStructValue(
                Struct.newBuilder()
                    .putFields("id", Value.newBuilder().setStringValue("email").build()))
            .build();
    common
        .getMetadataBuilder()
        .putFilterMetadata(
            "dev.sluice.dlp",
            Struct.newBuilder()
                .putFields("action", Value.newBuilder().setStringValue("mask").build())
                .putFields("input_tokens", Value.newBuilder().setNumberValue(12).build())
                .putFields("estimated", Value.newBuilder().setBoolValue(true).build())
                .putFields(
                    "rules",
                    Value.newBuilder()
                        .setListValue(ListValue.newBuilder().addValues(rule).addValues(rule))
                        .build())
                .build());
    entry
        .getRequestBuilder()
        .setRequestMethod(RequestMethod.POST)
        .setAuthority("ai.example.com")
        .setPath("/v1")
        .setOriginalPath("/v0")
        .setUserAgent("ü")
        .setReferer("not read")
        .setRequestId("r-1")
        .setRequestBodyBytes(1L << 40)
        .putRequestHeaders("x-model", "fast");
    entry
        .getResponseBuilder()
        .setResponseCode(UInt32Value.of(200))
        .setResponseCodeDetails("via_upstream")
        .setResponseBodyBytes(4_000)
        .putResponseHeaders("content-type", "application/json");
    return entry;
  }

  private static Address address() {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress("203.0.113.7").setPortValue(40_000))
        .build();
  }
}
