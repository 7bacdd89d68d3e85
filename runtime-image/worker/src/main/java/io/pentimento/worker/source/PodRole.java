// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.worker.source.SourceException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;

/** The role of a pod by web identity: a token file, which the STS service exchanges for keys. */
final class PodRole {
  private PodRole() {}

  static boolean isNamed() {
    return SdkSystemSetting.AWS_ROLE_ARN.getStringValue().isPresent();
  }

  /** Requests the keys separately, because the SDK's provider chain hides why a provider failed. */
  static SourceException denialReason() {
    try (var role = WebIdentityTokenFileCredentialsProvider.create()) {
      role.resolveCredentials();
      return refused(
          Kind.UNAVAILABLE,
          "a second request for it succeeded; the next attempt can read the source",
          null);
    } catch (AwsServiceException e) {
      boolean mayPass = Kind.of(e.statusCode()) == Kind.UNAVAILABLE;
      return mayPass
          ? refused(Kind.UNAVAILABLE, e.getMessage(), e)
          : refused(Kind.FORBIDDEN, e.getMessage() + "; check the trust policy of the role", e);
    } catch (SdkException e) {
      return refused(Kind.UNAVAILABLE, e.getMessage(), e);
    }
  }

  private static SourceException refused(
      Kind kind, @Nullable String why, @Nullable SdkException cause) {
    return new SourceException(kind, "the role of this pod was not granted: " + why, cause);
  }
}
