/** British English. What is printed on the things of the ward. */

export const printed = {
  chart: { title: "OBSERVATIONS", columns: "RR   SpO2   BP   HR   ACVPU   T" },
  handover: { title: "HANDOVER", bay: "Bay" },
  band: { allergy: "ALLERGY", name: "NAME  DOB" },
  cuff: { size: "ADULT", range: "27–35 cm" },
  phone: { emergency: "EMERGENCY", number: "2222" },
  monitorKeys: ["⏻", "alarm off", "NIBP", "print", "menu"],
  outlets: { oxygen: "O2", air: "AIR", vacuum: "VAC" },
  trolley: { drawers: ["Airway", "Breathing", "Circulation", "Drugs", "Fluids"], cylinder: "OXYGEN" },
  bag: {
    use: "for intravenous use",
    pressed: "PRESSURE BAG",
    left: (volume: number) => `${volume} mL left`,
  },
  pump: { standby: "standby", unit: "mL/h" },
  pca: { name: "PCA", ready: "ready", off: "off" },
  tray: { flush: "0.9% sodium chloride 10 mL", needles: "needles" },
  gel: { lines: ["hand", "rub"], strength: "80 % v/v" },
  sharps: { title: "SHARPS", line: "do not fill above line", date: "date      /      /" },
  gloves: { name: "gloves", sizes: ["S", "M", "L"] },
  tissues: "tissues",
} as const;
