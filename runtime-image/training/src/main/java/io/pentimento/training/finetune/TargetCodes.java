package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.CodeFormer;
import io.pentimento.core.network.Vqgan;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.HostTensors;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.optimizer.Parameters;
import java.util.HashMap;
import java.util.Map;

/**
 * The codes of targets and of their mirror images, as the pretrained CodeFormer's own encoder gives
 * them (docs/method.md, section 4.4). Each is computed when it is first asked for, and kept.
 *
 * <p>Not thread-safe.
 */
public final class TargetCodes implements AutoCloseable {
  private final NDManager manager;
  private final Vqgan vqgan;
  private final Parameters weights;
  private final DjlOps ops;
  private final ImageSource targets;
  private final CodeStore store;
  private final Map<Integer, Tensor> plain = new HashMap<>();
  private final Map<Integer, Tensor> mirrored = new HashMap<>();

  /**
   * @param pretrained weights of the restorer before the fine-tuning, of which the encoder is
   *     copied
   * @param targets (1, 3, imgSize, imgSize) in [0, 1]
   * @param store remembers codes between processes
   */
  public TargetCodes(
      NDManager manager,
      CodeFormer network,
      StateDict pretrained,
      ImageSource targets,
      CodeStore store) {
    this.manager = manager;
    this.vqgan = network.vqgan();
    this.weights =
        Parameters.frozen(
            manager,
            pretrained.filter(name -> name.startsWith("encoder.") || name.startsWith("quantize.")));
    this.ops = new DjlOps(manager, weights);
    this.targets = targets;
    this.store = store;
  }

  public int size() {
    return targets.size();
  }

  /** Of target {@code image}, (1, tokens). */
  public Tensor of(int image, boolean mirror) {
    return (mirror ? mirrored : plain)
        .computeIfAbsent(image, i -> store.get(i, mirror, () -> computed(i, mirror)));
  }

  private Tensor computed(int image, boolean mirror) {
    Tensor target = targets.image(image);
    TorchEngine.recordGradients(false);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray x = HostTensors.toDevice(manager, mirror ? ImageSampler.mirrored(target) : target);
      NDArray latent = vqgan.encode(ops, ops.affine(x, 2, -1)).latent();
      return HostTensors.toHost(vqgan.nearest(ops, latent).toType(DataType.FLOAT32, false));
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
