// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import io.pentimento.worker.source.SourceException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object in S3. */
record S3File(S3Client client, String bucket, String key) implements RemoteFile {
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_SATISFIABLE = 416;

  @Override
  public Body from(long offset, @Nullable String validator) throws SourceException {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(bucket).key(key);
    if (offset > 0) {
      request.range("bytes=" + offset + "-").ifMatch(validator);
    }
    try {
      ResponseInputStream<GetObjectResponse> answer = client.getObject(request.build());
      GetObjectResponse about = answer.response();
      long start = about.contentRange() == null ? 0 : offset;
      return new Body(answer, start, start + about.contentLength(), about.eTag());
    } catch (S3Exception e) {
      boolean another = e.statusCode() == PRECONDITION_FAILED || e.statusCode() == NOT_SATISFIABLE;
      if (offset > 0 && another) {
        return from(0, null);
      }
      throw refused(e);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean isCurrent(String validator) throws SourceException {
    try {
      return validator.equals(client.headObject(b -> b.bucket(bucket).key(key)).eTag());
    } catch (S3Exception e) {
      throw refused(e);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  static SourceException refused(S3Exception e) {
    Kind kind = Kind.of(e.statusCode());
    String advice = kind == Kind.FORBIDDEN ? "; set secretRef to credentials that may read it" : "";
    return new SourceException(
        kind, "the store answered with status %d%s".formatted(e.statusCode(), advice), e);
  }

  static SourceException unavailable(SdkException e) {
    return new SourceException(Kind.UNAVAILABLE, "no answer: " + e.getMessage(), e);
  }
}
