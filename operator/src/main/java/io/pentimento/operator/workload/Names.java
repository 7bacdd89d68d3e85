// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.contract.StageDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of objects, derived from their content, so that creating twice gives one object. */
public final class Names {
  private static final int LONGEST_PREFIX = 30;
  private static final int HASH_DIGITS = 8;

  private Names() {}

  /**
   * Name of the Job of one attempt. It contains the generation, because an edit resets the number
   * of attempts. At most 54 characters, so that the index of a shard's pod fits behind it in a host
   * name.
   */
  public static String stage(AdaptationJob job, StageDocument document, int attempt) {
    String identity =
        "%s|%s|%s|%d"
            .formatted(
                job.getMetadata().getUid(),
                document.stage(),
                document.key(),
                job.getMetadata().getGeneration());
    return "%s-%s-%s-%d".formatted(prefix(job), document.stage(), hash(identity), attempt);
  }

  /** Name of the Deployment, the Service and the autoscaler. */
  public static String serving(HasMetadata owner) {
    return prefix(owner) + "-" + hash(owner.getMetadata().getUid());
  }

  /**
   * Name of the Deployment and the Service of a canary.
   *
   * @param serving name of the Deployment that the canary may replace
   */
  public static String canary(String serving) {
    return serving + "-canary";
  }

  /** Name of the ConfigMap with the last valid spec. */
  public static String acceptedSpec(AdaptationJob job) {
    return serving(job) + "-spec";
  }

  private static String prefix(HasMetadata owner) {
    String name = owner.getMetadata().getName().replace('.', '-');
    String letterFirst = Character.isLetter(name.charAt(0)) ? name : "aj-" + name;
    String cut = letterFirst.substring(0, Math.min(LONGEST_PREFIX, letterFirst.length()));
    return cut.replaceAll("-+$", "");
  }

  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
