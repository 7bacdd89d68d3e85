'use strict';

const $ = id => document.getElementById(id);
const form = $('form');
const picture = $('picture');
let file = null;
let resultAddress = null;
let originalAddress = null;

/** Shows a sentence to everybody, also to screen readers. */
function say(text, isError = false) {
  $('status').textContent = text;
  $('status').classList.toggle('error', isError);
}

async function describeModel() {
  try {
    const response = await fetch('v1/model');
    const model = await response.json();
    if (!response.ok) {
      throw new Error(model.detail);
    }
    $('model').textContent =
        `${model.architecture}, ${model.size.width}×${model.size.height} pixels, ${model.digest}`;
    const weight = model.provenance['pentimento.fidelityWeight'];
    $('weight-setting').hidden = weight === undefined;
    if (weight !== undefined) {
      $('weight').value = weight;
      $('weight-value').textContent = weight;
    }
  } catch (error) {
    $('model').textContent = `The model is not ready: ${error.message}`;
  }
}

function choose(chosen) {
  if (!chosen) {
    return;
  }
  if (!['image/png', 'image/jpeg'].includes(chosen.type)) {
    say(`${chosen.name} is neither a PNG nor a JPEG file.`, true);
    return;
  }
  file = chosen;
  $('restore').disabled = false;
  say(`${file.name} is ready to be restored.`);
}

async function restore() {
  const query = new URLSearchParams({faces: $('faces').value});
  if (!$('weight-setting').hidden) {
    query.set('w', $('weight').value);
  }
  const response = await fetch(`v1/restore?${query}`, {
    method: 'POST',
    headers: {'Content-Type': file.type, 'Accept': 'application/json'},
    body: file,
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.detail ?? answer.title ?? `the server answered ${response.status}`);
  }
  return answer;
}

const dataAddress = part => `data:${part.mediaType};base64,${part.data}`;

function blobAddress(part) {
  const bytes = Uint8Array.from(atob(part.data), c => c.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], {type: part.mediaType}));
}

/** Waits until both pictures have their sizes, which boxes are placed by. */
async function show(answer) {
  [resultAddress, originalAddress].forEach(address => address && URL.revokeObjectURL(address));
  resultAddress = blobAddress(answer.image);
  originalAddress = URL.createObjectURL(file);
  $('before').src = originalAddress;
  $('after').src = resultAddress;
  $('download').href = resultAddress;
  $('download').download = 'restored-' + file.name;
  await Promise.all([$('before').decode(), $('after').decode()]);
  $('result').hidden = false;
  showBoxes(answer);
  showFaces(answer.faces);
}

function showBoxes(answer) {
  const width = $('before').naturalWidth;
  const height = $('before').naturalHeight;
  const box = (found, leftOut) => {
    const frame = document.createElement('div');
    frame.classList.toggle('left-out', leftOut);
    frame.style.left = `${100 * found.box.x / width}%`;
    frame.style.top = `${100 * found.box.y / height}%`;
    frame.style.width = `${100 * found.box.width / width}%`;
    frame.style.height = `${100 * found.box.height / height}%`;
    return frame;
  };
  $('boxes').replaceChildren(
      ...answer.faces.map(face => box(face, false)),
      ...answer.leftOut.map(face => box(face, true)));
}

function showFaces(faces) {
  $('faces-title').hidden = faces.length === 0;
  $('face-list').replaceChildren(...faces.map((face, i) => {
    const item = document.createElement('li');
    const figure = document.createElement('figure');
    for (const [name, part] of [['before', face.crop], ['after', face.restored]]) {
      const image = document.createElement('img');
      image.src = dataAddress(part);
      image.alt = `Face ${i + 1} ${name}`;
      figure.append(image);
    }
    const caption = document.createElement('figcaption');
    caption.textContent = `Face ${i + 1}, score ${face.score.toFixed(2)}`;
    figure.append(caption);
    item.append(figure);
    return item;
  }));
}

function split(percent) {
  $('compare').style.setProperty('--split', `${percent}%`);
}

picture.addEventListener('change', () => choose(picture.files[0]));
$('weight').addEventListener('input', () => $('weight-value').textContent = $('weight').value);
$('slider').addEventListener('input', () => split($('slider').value));
$('show-boxes').addEventListener('change', () => $('boxes').hidden = !$('show-boxes').checked);
$('compare').addEventListener('pointermove', event => {
  if (event.buttons || event.pointerType === 'mouse') {
    const area = $('compare').getBoundingClientRect();
    const percent = Math.max(0, Math.min(100, 100 * (event.clientX - area.left) / area.width));
    $('slider').value = percent;
    split(percent);
  }
});
for (const type of ['dragover', 'dragleave', 'drop']) {
  $('drop').addEventListener(type, event => {
    event.preventDefault();
    $('drop').classList.toggle('over', type === 'dragover');
  });
}
$('drop').addEventListener('drop', event => choose(event.dataTransfer.files[0]));
form.addEventListener('submit', async event => {
  event.preventDefault();
  if (!file) {
    return;
  }
  $('restore').disabled = true;
  say('The picture is being restored…');
  try {
    const answer = await restore();
    await show(answer);
    say(answer.message);
  } catch (error) {
    say(`The picture was not restored: ${error.message}`, true);
  } finally {
    $('restore').disabled = false;
  }
});
describeModel();
