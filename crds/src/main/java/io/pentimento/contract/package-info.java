/**
 * The contract between a stage process and its caller: its input, the files that it reads and
 * writes, and its results. The operator on Kubernetes and the local runner start the same
 * processes; this package depends on neither.
 *
 * <h2>A stage process</h2>
 *
 * <pre>{@code
 * worker stage --document FILE --workspace DIR [--shard I] [--result FILE]
 *              [--base DIR] [--claim NAME=DIR]... [--threads N]
 * }</pre>
 *
 * <ul>
 *   <li>reads a {@link io.pentimento.contract.StageDocument}; the shard is that of the option, or
 *       JOB_COMPLETION_INDEX;
 *   <li>stores everything below the workspace, at the paths of {@link
 *       io.pentimento.contract.WorkspaceLayout}. If the artefact of its key is already complete, it
 *       returns the stored result and exits with 0;
 *   <li>writes {@link io.pentimento.contract.StageProgress} about once a second;
 *   <li>returns a {@link io.pentimento.contract.TerminationMessage} and an exit code: 0, or that of
 *       a {@link io.pentimento.contract.FailureClass}. The result of a success is stored beside the
 *       artefact as {@code result.json}, before the manifest is written;
 *   <li>after SIGTERM writes a checkpoint, or finishes, and exits with {@link
 *       io.pentimento.contract.FailureClass#INTERRUPTED}. In a local run, the end of standard input
 *       has the same effect.
 * </ul>
 *
 * <h2>Shards of generate</h2>
 *
 * Shard {@code i} of {@code n} processes the images whose digest is {@code i} modulo {@code n}. The
 * pseudo target of an image and its record are stored in a cache by settings and image, so that the
 * number of shards does not change the result. A shard that has finished its part writes the
 * manifest if every image has a record; two shards that do this at the same time write the same
 * content. Records of failed images count as records. If the failed images, and those that prepare
 * could not use, are more than the quorum allows, the stage fails with their number and the first
 * reason.
 *
 * <h2>Results</h2>
 *
 * <table>
 * <caption>The result of a successful stage</caption>
 * <tr><td>prepare</td><td>digests and image counts by {@link io.pentimento.contract.SourceName}; items: images of the dataset, failed: unusable ones</td></tr>
 * <tr><td>generate</td><td>items of this shard: images with a pseudo target, all images, failed images; the first shard also counts those that prepare could not use</td></tr>
 * <tr><td>train</td><td>items: iterations; digest {@code model}: that of the adapted weights</td></tr>
 * <tr><td>evaluate</td><td>digest {@code model}: that of the measured weights; metrics with intervals; items: holdout images</td></tr>
 * <tr><td>publish</td><td>digests {@code model}, of the weights, and {@code image}, of the image index; items: the one model</td></tr>
 * </table>
 *
 * The {@code result.json} of generate counts the images of all shards.
 */
@NullMarked
package io.pentimento.contract;

import org.jspecify.annotations.NullMarked;
