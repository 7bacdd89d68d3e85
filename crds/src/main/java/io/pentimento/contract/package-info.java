/**
 * The stage contract: what a worker process is told, where it puts what it makes, and how it
 * answers. Both clusters, Kubernetes and the local one, and every stage speak it; nothing here
 * knows either.
 *
 * <h2>A stage process</h2>
 *
 * <pre>{@code
 * worker stage --document FILE --workspace DIR [--shard I] [--result FILE]
 *              [--base DIR] [--claim NAME=DIR]... [--threads N]
 * }</pre>
 *
 * <ul>
 *   <li>reads a {@link io.pentimento.contract.StageDocument}; the shard is the option's or that of
 *       JOB_COMPLETION_INDEX;
 *   <li>finds and makes everything below the workspace, by {@link
 *       io.pentimento.contract.WorkspaceLayout}. If the artefact of its key is complete already it
 *       repeats the answer that is kept there and exits with 0;
 *   <li>writes {@link io.pentimento.contract.StageProgress} about once a second;
 *   <li>answers with a {@link io.pentimento.contract.TerminationMessage} and an exit code: 0 or
 *       that of a {@link io.pentimento.contract.FailureClass}. The answer of a success is kept
 *       beside the artefact as {@code result.json}, before the manifest closes it;
 *   <li>at SIGTERM makes a checkpoint or finishes and exits with {@link
 *       io.pentimento.contract.FailureClass#INTERRUPTED}. In a local run the end of standard input
 *       means the same.
 * </ul>
 *
 * <h2>Shards of generate</h2>
 *
 * Shard {@code i} of {@code n} takes the images whose digest is {@code i} modulo {@code n}. The
 * pseudo target of an image and its record lie in a cache keyed by settings and image, so another
 * number of shards changes nothing. A shard that finds, after its own part, that every image has a
 * record writes the manifest; should two do so at once they write the same. Records of images that
 * were given up count too. If they and the images that prepare could not use are more than the
 * quorum allows, the stage fails with their number and the first reason.
 *
 * <h2>Answers</h2>
 *
 * <table>
 * <caption>What a success reports</caption>
 * <tr><td>prepare</td><td>digests and image counts by {@link io.pentimento.contract.SourceName}; items: images of the dataset, failed: unusable ones</td></tr>
 * <tr><td>generate</td><td>items: images with a pseudo target, all, given up; of this shard only, those that prepare could not use with the first</td></tr>
 * <tr><td>train</td><td>items: iterations; digest {@code model}: that of the adapted weights</td></tr>
 * <tr><td>evaluate</td><td>digest {@code model}: of the weights that were measured; metrics with intervals; items: holdout images</td></tr>
 * <tr><td>publish</td><td>digests {@code model}, of the weights, and {@code image}, of the image index; items: the one model</td></tr>
 * </table>
 *
 * The {@code result.json} of generate counts all images, not one shard's.
 */
@NullMarked
package io.pentimento.contract;

import org.jspecify.annotations.NullMarked;
