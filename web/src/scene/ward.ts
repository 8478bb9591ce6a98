import { NeutralToneMapping, PCFShadowMap, Scene, SRGBColorSpace, Vector3, WebGLRenderer } from "three";
import { Assets } from "../assets/load.ts";
import { View } from "../input/view.ts";
import { LabelSheet } from "./build/labels.ts";
import { Surfaces } from "./build/surfaces.ts";
import { Bed } from "./devices/bed.ts";
import { daylightAt, Lighting } from "./light.ts";
import { Patient } from "./people/patient.ts";
import { FrontCurtain } from "./room/curtains.ts";
import { Outside } from "./room/outside.ts";
import { buildCeilingPanels, buildRoom } from "./room/room.ts";
import { NoWebGLError, type Viewpoint, type WardOptions } from "./types.ts";

export async function createWard(canvas: HTMLCanvasElement, options: WardOptions) {
  const renderer = createRenderer(canvas, options);
  const scene = new Scene();
  const labels = new LabelSheet();
  const surfaces = new Surfaces(labels);
  const outside = new Outside();
  const panels = buildCeilingPanels(surfaces);
  const curtain = new FrontCurtain(surfaces);
  const view = new View(options.reducedMotion ?? false);
  const light = new Lighting(scene, renderer, outside, panels);
  scene.add(buildRoom(surfaces, labels), panels, curtain.group, outside.mesh, light.group);
  light.set(daylightAt(options.timeOfDay ?? "10:00"));
  const assets = new Assets(2, options.onProgress);
  const [bedModel, patientModel] = await Promise.all([
    assets.model("bed", "bed"),
    assets.model(options.body, "patient"),
  ]);
  const bed = new Bed(bedModel, surfaces, labels);
  scene.add(bed.group);
  const patient = new Patient(patientModel);
  bed.anchor.add(patient.root);
  let frames = 0;
  let last = performance.now();
  const nurse = new Vector3(0.9, 1.6, 0.4);
  renderer.setAnimationLoop((now) => {
    const delta = Math.max(0, Math.min(100, now - last));
    last = now;
    view.update(delta);
    if (patient.update(delta, view.camera.position, nurse)) light.shadowChanged();
    bed.lie(patient.lie.backrest, patient.lie.legs);
    renderer.render(scene, view.camera);
    frames++;
  });
  const resize = () => {
    const { clientWidth, clientHeight } = canvas;
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    renderer.setSize(clientWidth, clientHeight, false);
    view.resize(clientWidth, clientHeight);
  };
  resize();
  return {
    get frames() {
      return frames;
    },
    stats: () => ({ triangles: renderer.info.render.triangles, calls: renderer.info.render.calls }),
    look: (v: Viewpoint | "outside") => view.go(v),
    openCurtain: () => {
      curtain.open = 1;
    },
    setPatient: patient.setView.bind(patient),
    resize,
    renderer,
    scene,
    view,
    light,
    patient,
  };
}

function createRenderer(canvas: HTMLCanvasElement, options: WardOptions): WebGLRenderer {
  try {
    const renderer = new WebGLRenderer({
      canvas,
      antialias: options.antialias ?? true,
      powerPreference: "high-performance",
    });
    renderer.outputColorSpace = SRGBColorSpace;
    renderer.toneMapping = NeutralToneMapping;
    renderer.toneMappingExposure = 1;
    renderer.shadowMap.enabled = true;
    renderer.shadowMap.type = PCFShadowMap;
    return renderer;
  } catch {
    throw new NoWebGLError();
  }
}
