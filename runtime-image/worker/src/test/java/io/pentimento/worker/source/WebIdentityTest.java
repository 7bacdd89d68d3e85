// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The role of a pod by web identity: a token file, which a token service exchanges for keys. */
class WebIdentityTest {
  private static final String GRANTED =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>%s</AccessKeyId>
            <SecretAccessKey>%s</SecretAccessKey>
            <SessionToken>session</SessionToken>
            <Expiration>2999-01-01T00:00:00Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;
  private static final String DENIED =
      """
      <ErrorResponse><Error><Code>AccessDenied</Code>
      <Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private HttpServer tokens;
  private S3Server store;

  @BeforeEach
  void setWebIdentity() throws Exception {
    store = new S3Server(Files.createDirectory(folder.resolve("store")));
    store.createBucket("models");
    store.put("models", "prior.pth", "weights");
    tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokens.start();
    settings().forEach(System::setProperty);
  }

  @AfterEach
  void clearWebIdentity() throws Exception {
    settings().keySet().forEach(System::clearProperty);
    tokens.stop(0);
    store.close();
  }

  @Test
  void theRoleOfThePodCanReadABucket() throws IOException {
    Credentials keys = store.credentials();
    answer(
        200,
        GRANTED.formatted(
            keys.value("AWS_ACCESS_KEY_ID").orElseThrow(),
            keys.value("AWS_SECRET_ACCESS_KEY").orElseThrow()));

    assertThat(fetch()).hasContent("weights");
    assertThat(asked)
        .singleElement()
        .asString()
        .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=the-token", "reader");
  }

  @Test
  void aRoleThatIsNotGrantedIsReportedAndNotReplacedByAnonymousAccess() throws IOException {
    answer(403, DENIED);

    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.FORBIDDEN))
        .hasMessageContaining("the role of this pod was not granted")
        .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  @Test
  void anUnavailableTokenServiceIsRetried() throws IOException {
    answer(503, DENIED.replace("AccessDenied", "ServiceUnavailable"));

    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.UNAVAILABLE));
  }

  private Path fetch() throws IOException {
    Credentials secret =
        new Credentials(
            Map.of(
                "AWS_ENDPOINT_URL", store.credentials().value("AWS_ENDPOINT_URL").orElseThrow()));
    return new RemoteSources(
            folder.resolve("copies"),
            new RetryPolicy((duration, cause) -> {}, (file, done, total) -> {}))
        .file("s3://models/prior.pth", secret);
  }

  private void answer(int code, String body) {
    tokens.createContext(
        "/",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/xml");
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** Sets the values as properties that the platform sets in the environment. */
  private Map<String, String> settings() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "the-token");
    return Map.of(
        "aws.webIdentityTokenFile",
        token.toString(),
        "aws.roleArn",
        "arn:aws:iam::123456789012:role/reader",
        "aws.region",
        "eu-central-1",
        "aws.endpointUrlSts",
        "http://localhost:" + tokens.getAddress().getPort());
  }
}
