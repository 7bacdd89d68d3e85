// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates clients for S3 and compatible stores. */
final class S3Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private S3Clients() {}

  /**
   * A client with the credentials of the secret. Missing values come from the environment and the
   * usual AWS configuration files. Without credentials, requests are not signed, which is
   * sufficient for public buckets.
   *
   * @throws SourceException if the platform names a role for the pod and it is not granted
   */
  static S3Client of(Credentials secret) throws SourceException {
    Region region = Region.of(setting(secret, "AWS_REGION").orElse(Region.US_EAST_1.id()));
    Optional<URI> endpoint =
        setting(secret, "AWS_ENDPOINT_URL_S3")
            .or(() -> setting(secret, "AWS_ENDPOINT_URL"))
            .map(URI::create);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SILENCE)
                    .proxyConfiguration(proxy(endpoint, region, Proxies.ofThisProcess())))
            .credentialsProvider(credentials(secret))
            // Compatible stores may not support S3's checksums.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .region(region);
    // Compatible stores have no host name for each bucket; on S3 the bucket may be in another
    // region.
    endpoint.ifPresentOrElse(
        url -> builder.endpointOverride(url).forcePathStyle(true),
        () -> builder.crossRegionAccessEnabled(true));
    return builder.build();
  }

  /** A client connects to one host and its subdomains, so that one proxy decision is sufficient. */
  static ProxyConfiguration proxy(Optional<URI> endpoint, Region region, Proxies proxies) {
    URI host =
        endpoint.orElseGet(() -> URI.create("https://s3.%s.amazonaws.com".formatted(region.id())));
    ProxyConfiguration.Builder configuration =
        ProxyConfiguration.builder().useEnvironmentVariablesValues(false);
    proxies.of(host).ifPresent(address -> configuration.endpoint(address));
    return configuration.build();
  }

  private static Optional<String> setting(Credentials secret, String name) {
    return secret.value(name).or(() -> Optional.ofNullable(System.getenv(name)));
  }

  private static AwsCredentialsProvider credentials(Credentials secret) throws SourceException {
    Optional<String> id = secret.value("AWS_ACCESS_KEY_ID");
    if (id.isPresent()) {
      String key = secret.value("AWS_SECRET_ACCESS_KEY").orElse("");
      return StaticCredentialsProvider.create(given(id.get(), key, secret));
    }
    AwsCredentialsProvider surroundings = DefaultCredentialsProvider.builder().build();
    try {
      surroundings.resolveCredentials();
      return surroundings;
    } catch (SdkClientException none) {
      if (PodRole.isNamed()) {
        throw PodRole.denialReason();
      }
      return AnonymousCredentialsProvider.create();
    }
  }

  private static AwsCredentials given(String id, String key, Credentials secret) {
    return secret
        .value("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, key, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, key));
  }
}
