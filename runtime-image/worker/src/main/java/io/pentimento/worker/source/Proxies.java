// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of the environment: {@code http_proxy}, {@code https_proxy} and {@code no_proxy}, in
 * lower or upper case.
 */
record Proxies(Map<String, String> environment) {
  private static final int DEFAULT_PORT = 80;
  private static final String NO_BASIC = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // Java does not send credentials to proxies of https, unless this property is set before its
    // first use.
    if (System.getProperty(NO_BASIC) == null) {
      System.setProperty(NO_BASIC, "");
    }
  }

  static Proxies ofThisProcess() {
    return new Proxies(System.getenv());
  }

  /**
   * The proxy for an http or https address; empty if there is none.
   *
   * @throws IllegalArgumentException if the variable is not an address
   */
  Optional<URI> of(URI target) {
    String variable = target.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
    return value(variable)
        .filter(proxy -> !isExempt(target.getHost()))
        .map(proxy -> address(variable, proxy));
  }

  /** The value of a variable in lower case, otherwise in upper case. */
  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .or(() -> Optional.ofNullable(environment.get(variable.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private boolean isExempt(String host) {
    return value("no_proxy").stream()
        .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
        .anyMatch(entry -> matches(entry.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT)));
  }

  /** A name matches itself and its subdomains. */
  private static boolean matches(String entry, String host) {
    String name = entry.replaceFirst("^[*]?[.]", "");
    return entry.equals("*")
        || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)));
  }

  private static URI address(String variable, String proxy) {
    try {
      URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Reported below without the value, which may contain a password.
    }
    throw new IllegalArgumentException(
        "%s is not a proxy address; it must have the form http://HOST:PORT".formatted(variable));
  }

  /** A new connection, through a proxy if there is one for the address. */
  HttpURLConnection connection(URI target) throws IOException {
    Optional<URI> address = of(target);
    if (address.isEmpty()) {
      return (HttpURLConnection) target.toURL().openConnection();
    }
    HttpURLConnection connection =
        (HttpURLConnection) target.toURL().openConnection(proxy(address.get()));
    authenticator(address.get()).ifPresent(connection::setAuthenticator);
    return connection;
  }

  private static Proxy proxy(URI address) {
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
  }

  /** User name and password, if the address contains them. */
  private static Optional<Authenticator> authenticator(URI address) {
    return Optional.ofNullable(address.getRawUserInfo())
        .map(info -> info.split(":", 2))
        .map(
            parts ->
                new ProxyAuthenticator(
                    decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : ""));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Gives the credentials only to the proxy. */
  private static final class ProxyAuthenticator extends Authenticator {
    private final String user;
    private final String password;

    ProxyAuthenticator(String user, String password) {
      this.user = user;
      this.password = password;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY
          ? new PasswordAuthentication(user, password.toCharArray())
          : null;
    }
  }
}
