package io.pentimento.worker.source;

import io.pentimento.worker.source.SourceException.Kind;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;

/** The role that the platform gives a pod: a token in a file, which a service takes for keys. */
final class PodRole {
  private PodRole() {}

  static boolean isNamed() {
    return SdkSystemSetting.AWS_ROLE_ARN.getStringValue().isPresent();
  }

  /** Asks for it by itself, for the SDK's chain of providers tells no reason apart from another. */
  static SourceException whyNotGranted() {
    try (var role = WebIdentityTokenFileCredentialsProvider.create()) {
      role.resolveCredentials();
      return refused(
          Kind.UNAVAILABLE, "it was when asked for again; the next attempt may read", null);
    } catch (AwsServiceException e) {
      boolean mayPass = Kind.of(e.statusCode()) == Kind.UNAVAILABLE;
      return mayPass
          ? refused(Kind.UNAVAILABLE, e.getMessage(), e)
          : refused(Kind.FORBIDDEN, e.getMessage() + "; see whom the role trusts", e);
    } catch (SdkException e) {
      return refused(Kind.UNAVAILABLE, e.getMessage(), e);
    }
  }

  private static SourceException refused(Kind kind, String why, SdkException cause) {
    return new SourceException(kind, "the role of this pod was not granted: " + why, cause);
  }
}
