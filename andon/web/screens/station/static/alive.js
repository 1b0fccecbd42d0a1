// The sign of life of a tablet whose cord counts as one. A page that nobody sees, or that hears no pulse itself, has none.
import { ask } from "/assets/static/ask.js";

const EVERY_MS = 2000;
const LOW = 0.15;

export async function keepAlive({ line, station, lives }, link, low) {
  const battery = await navigator.getBattery?.().catch(() => null);
  const told = () => (battery ? { battery: battery.level, charging: battery.charging } : {});
  const beat = async () => {
    low(Boolean(battery) && battery.level < LOW && !battery.charging);
    if (!lives || document.visibilityState !== "visible" || !link.good) return;
    const { status } = await ask("POST", `/api/v1/stations/${line}/${station}/alive`, told());
    if (status === 0) link.failed();
  };
  setInterval(beat, EVERY_MS);
  beat();
}
