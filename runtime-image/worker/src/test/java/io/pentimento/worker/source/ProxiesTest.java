// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class ProxiesTest {
  private static final URI TARGET = URI.create("https://data.example.org/model.pth");
  private static final String PROXY = "http://proxy:3128";

  @ParameterizedTest
  @ValueSource(strings = {"https_proxy", "HTTPS_PROXY"})
  void theProxyIsSelectedByTheSchemeOfTheTarget(String variable) {
    Proxies proxies = new Proxies(Map.of(variable, PROXY));

    assertThat(proxies.of(TARGET)).contains(URI.create(PROXY));
    assertThat(proxies.of(URI.create("http://data.example.org/"))).isEmpty();
  }

  @Test
  void lowerCaseTakesPrecedenceOverUpperCase() {
    Map<String, String> both = Map.of("https_proxy", PROXY, "HTTPS_PROXY", "http://other:1");

    assertThat(new Proxies(both).of(TARGET)).contains(URI.create(PROXY));
  }

  @Test
  void anAddressWithoutASchemeMeansHttp() {
    assertThat(new Proxies(Map.of("https_proxy", "proxy:3128")).of(TARGET))
        .contains(URI.create(PROXY));
  }

  @ParameterizedTest
  @CsvSource({
    "data.example.org, true",
    "example.org, true",
    ".example.org, true",
    "*.example.org, true",
    "'localhost, EXAMPLE.ORG', true",
    "*, true",
    "ample.org, false",
    "other.org, false",
    "'', false"
  })
  void noProxyMatchesHostsAndTheirSubdomains(String exempt, boolean direct) {
    Proxies proxies = new Proxies(Map.of("https_proxy", PROXY, "no_proxy", exempt));

    assertThat(proxies.of(TARGET).isEmpty()).isEqualTo(direct);
  }

  @Test
  void anInvalidAddressIsReportedWithoutItsPassword() {
    Proxies proxies = new Proxies(Map.of("https_proxy", "http://me:secret@"));

    assertThatThrownBy(() -> proxies.of(TARGET))
        .hasMessage("https_proxy is not a proxy address; it must have the form http://HOST:PORT");
  }

  @Test
  void s3GoesThroughTheProxyUnlessItsHostIsExempt() {
    Proxies proxies = new Proxies(Map.of("https_proxy", PROXY, "no_proxy", "minio.example.org"));
    URI own = URI.create("https://minio.example.org");

    assertThat(S3Clients.proxy(Optional.empty(), Region.US_EAST_1, proxies).host())
        .isEqualTo("proxy");
    assertThat(S3Clients.proxy(Optional.of(own), Region.US_EAST_1, proxies).host()).isNull();
  }

  @Test
  void aDownloadSendsTheFullAddressToTheProxy() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          boolean known = exchange.getRequestHeaders().containsKey("Proxy-Authorization");
          exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
          exchange.sendResponseHeaders(known ? 200 : 407, known ? 4 : -1);
          if (known) {
            exchange.getResponseBody().write(new byte[] {1, 2, 3, 4});
          }
          exchange.close();
        });
    proxy.start();
    try {
      String address = "http://me:a%40b@127.0.0.1:" + proxy.getAddress().getPort();
      Proxies proxies = new Proxies(Map.of("http_proxy", address));
      URI uri = URI.create("http://data.example.org/file");
      HttpFile file = new HttpFile(uri, Credentials.NONE, Duration.ofSeconds(20), proxies);

      assertThat(file.from(0, null).bytes()).hasBinaryContent(new byte[] {1, 2, 3, 4});
      assertThat(asked).containsExactly(uri + " null", uri + " Basic bWU6YUBi");
    } finally {
      proxy.stop(0);
    }
  }
}
