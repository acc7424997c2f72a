package dev.sluice.common.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "a=1&b=two a=1&b=two",
        "keyword=java&page=2 keyword=java&page=2",
        "country=KR&author=kim country=KR&author=kim",
        "token=abc&x=1 token=[masked]&x=1",
        "access_token=abc access_token=[masked]",
        "accessToken=abc accessToken=[masked]",
        "api-key=abc api-key=[masked]",
        "apikey=abc apikey=[masked]",
        "X-Amz-Signature=abc X-Amz-Signature=[masked]",
        "client_secret=abc client_secret=[masked]",
        "PASSWORD=abc PASSWORD=[masked]",
        "code=abc&state=xyz code=[masked]&state=[masked]",
        "sig=abc sig=[masked]",
        "%74oken=abc %74oken=[masked]",
        "q=kim@example.com q=[masked]",
        "q=kim%40example.com q=[masked]",
        "q=eyJhbGciOiJSUzI1NiJ9.e30.x q=[masked]",
        "q=900101-1234567 q=[masked]",
        "q=4111+1111+1111+1111 q=[masked]",
        "eyJhbGciOiJSUzI1NiJ9.e30.x [masked]",
        "slk_abcdefgh_x=1 [masked]=1",
        "%zz=1&=&& %zz=1&=&&",
        "q=100%+kim%40example.com q=[masked]",
        "%zz%74oken=abc %zz%74oken=[masked]",
        "a=1;token=abc a=1;token=[masked]",
        "a=1;b=2 a=1;b=2",
        "next=%2Fhome%3Ftab%3D1%26access_token%3Dabc next=[masked]",
        "next=/home?tab=1 next=/home?tab=1",
        "q=AbCdEfGhIjKlMnOpQrSt+UvWxYz0123456789+/AbCdEf q=[masked]",
        "token1=abc&passwords=abc token1=[masked]&passwords=[masked]",
        "jsessionid=abc jsessionid=[masked]"
      })
  void query_secretValues_areMasked(String query, String kept) {
    assertEquals(kept, UrlMask.maskQuery(query));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/v1/chat/completions /v1/chat/completions",
        "/v1/users/kim@example.com/x /v1/users/[masked]/x",
        "/reset/eyJhbGciOiJSUzI1NiJ9.e30.x /reset/[masked]",
        "/cards/4111111111111111 /cards/[masked]",
        "/%zz/kim%40example.com /%zz/[masked]",
        "/a;jsessionid=abc /a;jsessionid=[masked]",
        "/v1/rag/index/0190f3c2-7b6a-7c11-8d55-aabbccddeeff"
            + " /v1/rag/index/0190f3c2-7b6a-7c11-8d55-aabbccddeeff",
        "/v1/c39-cfa6fd39-4191-4558-9590-425980401234"
            + " /v1/c39-cfa6fd39-4191-4558-9590-425980401234",
        "/cfa6fd39-4191-4558-9590-4259804012345 /[masked]",
        "/cfa6fd39-4191-4558-9590-425980401234-ann@example.com /[masked]"
      })
  void path_secretSegments_areMasked(String path, String kept) {
    assertEquals(kept, UrlMask.maskPath(path));
  }
}
