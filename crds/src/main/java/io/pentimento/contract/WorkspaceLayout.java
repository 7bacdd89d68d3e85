// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import io.pentimento.api.v1alpha1.status.StageName;
import java.nio.file.Path;

/**
 * Paths of files and folders in a workspace.
 *
 * <pre>
 * artifacts/STAGE/KEY/manifest.json   written last; its existence means that the artefact is complete
 * artifacts/STAGE/KEY/result.json     result of the stage, a TerminationMessage
 * pseudo-targets/SETTINGS/IMAGE.png   cache of pseudo targets, by image digest
 * pseudo-targets/SETTINGS/IMAGE.json  record of that image
 * checkpoints/STAGE/KEY/              checkpoints; removed when the artefact is complete
 * progress/STAGE/KEY/SHARD.json       progress of a process
 * leases/STAGE/KEY/                   lease of the process that computes the stage
 * staging/STAGE/KEY/                  incomplete artefacts
 * progress/STAGE/KEY/spent/           running times of its processes, one file each
 * published/                          records of published models
 * trash/                              unused items that are being removed
 * jobs/JOB/                           local runs: status, documents, results and logs
 * </pre>
 */
public record WorkspaceLayout(Path root) {
  public static final String MANIFEST = "manifest.json";
  public static final String RESULT = "result.json";
  private static final int HEX_DIGITS = 64;

  public Path artifact(StageName stage, StageKey key) {
    return root.resolve(artifactName(stage, key));
  }

  /** The folder of an artefact, relative to the workspace. */
  public static String artifactName(StageName stage, StageKey key) {
    return "artifacts/%s/%s".formatted(stage.value(), key.hex());
  }

  public Path manifest(StageName stage, StageKey key) {
    return artifact(stage, key).resolve(MANIFEST);
  }

  public Path result(StageName stage, StageKey key) {
    return artifact(stage, key).resolve(RESULT);
  }

  public Path pseudoTargets(StageKey settings) {
    return root.resolve("pseudo-targets").resolve(settings.hex());
  }

  /**
   * The pseudo target of an image, an 8-bit PNG.
   *
   * @param imageDigest of the image file: 64 hexadecimal digits, with or without {@code sha256:}
   */
  public Path pseudoTarget(StageKey settings, String imageDigest) {
    return pseudoTargets(settings).resolve(hex(imageDigest) + ".png");
  }

  /** The record of an image; exists for every image that is finished. */
  public Path pseudoTargetRecord(StageKey settings, String imageDigest) {
    return pseudoTargets(settings).resolve(hex(imageDigest) + ".json");
  }

  public Path checkpoints(StageName stage, StageKey key) {
    return root.resolve("checkpoints").resolve(stage.value()).resolve(key.hex());
  }

  /** Folder of the lease on computing a stage. */
  public Path lease(StageName stage, StageKey key) {
    return root.resolve("leases").resolve(stage.value()).resolve(key.hex());
  }

  /** Folder of the lease on a shard of the pseudo targets, shared by all jobs. */
  public Path pseudoTargetLease(StageKey settings, int shard, int shards) {
    return lease(StageName.GENERATE, settings).resolve(shard + "-of-" + shards);
  }

  /** Folder in which processes write the artefact of a stage before they publish it. */
  public Path staging(StageName stage, StageKey key) {
    return root.resolve("staging").resolve(stage.value()).resolve(key.hex());
  }

  /** Folder of the progress files of all processes of a stage. */
  public Path progress(StageName stage, StageKey key) {
    return root.resolve("progress").resolve(stage.value()).resolve(key.hex());
  }

  /**
   * @param shard from 0; 0 for a stage without shards
   */
  public Path progress(StageName stage, StageKey key, int shard) {
    return progress(stage, key).resolve(shard + ".json");
  }

  /** Folder of files with the run time of each process of a stage. */
  public Path timeSpent(StageName stage, StageKey key) {
    return progress(stage, key).resolve("spent");
  }

  /** Folder in which a local run stores the state of a job. */
  public Path job(String name) {
    return root.resolve("jobs").resolve(name);
  }

  private static String hex(String digest) {
    String hex = digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    return hex;
  }
}
